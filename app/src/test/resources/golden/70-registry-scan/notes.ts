import { sendAlert as raise } from '@acme/alerts';
import mailer from './mailer';
const CODES = { save: 'NOTES_SAVE_DB_ERROR', load: 'NOTES_LOAD_DB_TIMEOUT' };

export async function save(note: Note, kind: string) {
  try {
    await Note.updateOne({ _id: note.id }, note);
    await redis.set(`note:${note.id}`, note.text);
  } catch (failure) {
    await raise({
      code: CODES.save, // the note is lost
      severity: 'WARNING',
      message: `note ${note.id}: ${failure.message}`,
    });
    await mailer.sendMail({ to: 'ops@example.com', text: 'note lost' });
  }
  raise({ code: `NOTES_${kind}_DB_ERROR`, severity: Severity.INFO });
}
