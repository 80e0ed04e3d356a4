#!/usr/bin/env node
import { sendAlert as raise } from './lib/alerts';
import AlertService, { alertService } from "./lib/alerts";
import { CODES, Level, NOTES_SAVE } from './codes.js';
import * as all from './codes';
import def from './codes';
const LOCAL = 'NOTES_CREATE_VALIDATION_FAILED';
const base = { severity: 'WARNING', tab: 'NOTES' };
export async function f(ctx: Ctx, kind: string): Promise<void> {
  await raise({ code: CODES.LOAD, severity: Level.Warn, message: `x ${ `y ${kind}` }` });
  alertService.sendAlert(ctx, {
    // sendAlert({code:'IN_COMMENT'})
    code: LOCAL, /* severity: 'INFO' */
    ...base,
    meta: { code: 'NOT_THIS', nested: { a: [1, { b: '}' }] } },
  });
  AlertService.sendAlert({ code: `SPAM_${kind}_FAILED`, severity: bad ? 'CRITICAL' : "WARNING", ...rest });
  raise({ 'code': all.NOTES_SAVE, severity: Severity.CRITICAL });
  raise({ code: def.deep.code, severity });
  raise({ code: kind + '_X' });
  const re = /sendAlert\({code: 'RE'\}/g; const d = a / b / c;
  const s = "sendAlert({code:'STR'})";
  const payload = { code: NOTES_SAVE, severity: 'INFO' };
  raise(payload);
  raise(other());
  alertService?.sendAlert?.({ code: 'OPT_CHAIN_CALL_OK', severity: 'INFO' });
  return <div className="x" onClick={() => raise({ code: 'JSX_BUTTON_CLICK_FAILED', severity: 'INFO' })}>Don't {kind} <b>it's</b> {`a`}</div>;
}
const g = <T,>(x: T) => x;
