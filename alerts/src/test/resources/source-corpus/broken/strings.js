const a = 'unterminated
sendAlert({ code: 'AFTER_BAD_STRING_OK', severity: 'INFO' });
const t = `never closed
 sendAlert({code:'X'})