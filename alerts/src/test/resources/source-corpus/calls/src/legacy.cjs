const { sendAlert: raise } = require('./lib/alerts');
const adapter = require('./lib/alerts').alertService;
const shout = adapter.sendAlert.bind(adapter);
const CODES = Object.freeze({ A: 'NOTES_SAVE_DB_ERROR', 'B-2': 'NOTES_LOAD_DB_ERROR' });
let level = 'INFO';
const { A } = CODES;
var prefix = 'AI_' + 'VOICE';
module.exports.save = async function save(code) {
  raise(ctx, { code: CODES['B-2'], severity: 'WARNING' });
  shout({ code: A, severity: level });
  raise({ code: `${prefix}_TTS_SAVE_FAILED`, severity: ok && 'INFO' });
  raise({ code, severity: 'INFO' });
  raise('CONFIGURATION_HOURS_SAVE_INVALID_RANGE', 'WARNING', 'closed before it opens');
  if (x) /sendAlert\({code:'R'}\)/.test(y);
  const half = total / 2; raise({ code: fallback || 'NOTES_CREATE_VALIDATION_FAILED', severity: 'INFO', eventType: 'important_event' });
  return () => raise({ get code() { return 'X'; }, severity: 'INFO' });
};
function sendAlert(a) { return raise(a); }
