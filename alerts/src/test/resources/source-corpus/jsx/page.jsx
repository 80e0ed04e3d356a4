import { sendAlert } from './missing';
export const Page = ({ items }) => (
  <>
    <p>It's a {items.length > 1 ? <b>"list"</b> : `don't`} & nothing's lost </p>
    <Form.Field render={({ a }) => <i>{a}</i>} onError={e => sendAlert({ code: 'NOTES_CREATE_VALIDATION_FAILED', severity: 'INFO', message: e })} />
    {/* sendAlert({ code: 'IN_JSX_COMMENT' }) */}
  </>
);
const less = a < b && c > d;
sendAlert({ code: 'NOTES_SAVE_DB_ERROR', severity: 'WARNING' });
