f(a]);
sendAlert({ code: 'AFTER_WRONG_BRACKET_OK', severity: 'INFO' });
}
