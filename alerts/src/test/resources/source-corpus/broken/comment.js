/* never closed
 sendAlert({ code: 'IN_COMMENT_NOT_READ', severity: 'INFO' });
