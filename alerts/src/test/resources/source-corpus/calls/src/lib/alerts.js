class AlertService { async sendAlert(ctx, alert) { await fetch('https://hooks.slack.com/x'); transporter.sendMail({}) } }
module.exports = { AlertService, alertService: new AlertService(), sendAlert: (c, a) => new AlertService().sendAlert(c, a) };
