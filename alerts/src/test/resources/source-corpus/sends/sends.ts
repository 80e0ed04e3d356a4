import nodemailer from 'nodemailer';
import sg from '@sendgrid/mail';
import twilio from 'twilio';
import { IncomingWebhook } from '@slack/webhook';
const SLACK = 'https://hooks.slack.com/services/T/B';
const hook = process.env.ALERT_WEBHOOK_URL;
const client = twilio(sid, token);
export async function all(mailer: Mailer) {
  await mailer.sendMail({ to: a });
  await nodemailer.createTransport(options).sendMail({ to: a });
  await sg.send({ to: a });
  await client.messages.create({ body });
  await client.calls.create({ url });
  await fetch(SLACK, { method: 'POST' });
  await fetch(hook);
  await axios.post(`https://api.twilio.com/2010/Accounts/${sid}/Messages.json`, {});
  await axios({ method: 'post', url: 'https://events.pagerduty.com/v2/enqueue' });
  new IncomingWebhook(SLACK).send({ text });
  await ses.sendEmail({}).promise();
  await fetch('https://example.com/orders');
  await this.http.get('/api/leads');
}
