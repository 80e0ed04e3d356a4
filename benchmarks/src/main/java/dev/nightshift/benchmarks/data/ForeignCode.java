package dev.nightshift.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A code base of the platform's kind in TypeScript, the same bytes for the same number of lines: a
 * tenth of its functions raise an alert, with codes from constants, template strings and objects
 * over several lines; some send past the adapter or ask a store without a company.
 */
public final class ForeignCode {
    private static final int FUNCTIONS_IN_A_FILE = 25;

    private static final String PLAIN =
            """
            export async function load%1$d(companyId: string, page = 0): Promise<Lead[]> {
              // What is shown first is what was changed last.
              const filter = { companyId, archived: { $ne: true }, n: %1$d };
              const cached = await redis.get(`company:${companyId}:page:${page}`);
              if (cached) {
                return JSON.parse(cached).map((row: any) => ({ ...row, page }));
              }
              const rows = await db.collection("leads").find(filter).sort({ updatedAt: -1 }).toArray();
              return rows.filter((row) => /^\\+1\\d{10}$/.test(row.phone ?? ""));
            }

            """;

    private static final String RAISING =
            """
            export async function save%1$d(companyId: string, body: Note) {
              try {
                await db.collection("notes").updateOne({ companyId, _id: body.id }, { $set: body });
              } catch (error) {
                await sendAlert({
                  code: %1$d %% 2 ? "NOTES_SAVE_DB_ERROR" : `NOTES_${"CREATE"}_VALIDATION_FAILED`,
                  severity: "WARNING",
                  companyId,
                  message: `The note ${body.id} was not saved: ${(error as Error).message}`,
                });
              }
            }

            """;

    private static final String BARE =
            """
            export async function remind%1$d(to: string) {
              await transporter.sendMail({ to, subject: "Reminder %1$d" });
              return db.collection("users").findOne({ email: to });
            }

            """;

    private ForeignCode() {}

    /** Writes at least so many lines; returns how many they are. */
    public static int write(Path folder, int lines) throws IOException {
        int written = 0;
        int function = 0;
        while (written < lines) {
            StringBuilder text = new StringBuilder("import { sendAlert } from \"../alerts\";\n\n");
            for (int n = 0; n < FUNCTIONS_IN_A_FILE; n++, function++) {
                String shape = function % 40 == 39 ? BARE : function % 10 == 9 ? RAISING : PLAIN;
                text.append(shape.formatted(function));
            }
            Path file =
                    folder.resolve("src/part%03d/module%05d.ts".formatted(function % 50, function));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            written += (int) text.chars().filter(character -> character == '\n').count();
        }
        return written;
    }
}
