package dev.nightshift.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;

import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Sends the log to {@code logs/nightshift.log} in the data dir, one JSON object a line. Several
 * commands append to it at once; whoever starts and finds it large moves it aside.
 */
public final class Logs {
    private static final long LARGE = 64L << 20;
    private static final int KEPT = 5;

    private static volatile boolean inAFile;

    private Logs() {}

    /** Whether it is in a data dir already; until then it goes to the screen. */
    public static boolean areInAFile() {
        return inAFile;
    }

    /**
     * From here on the log is in that data dir; a log that cannot be written costs nothing else.
     *
     * @param environment in {@code production} the INFO lines of one request in ten are kept
     */
    public static void toFileIn(Path dataDir, String environment) {
        Path file = dataDir.resolve("logs").resolve("nightshift.log");
        try {
            PrivateFiles.directory(dataDir.resolve("logs"));
            moveAsideWhenLarge(file);
        } catch (IOException unwritable) {
            // The appender tells of it in logback's own status; the command goes on.
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        sample(appender, environment);
        appender.start();
        root.addAppender(appender);
        inAFile = true;
    }

    static void sample(Appender<ILoggingEvent> appender, @Nullable String environment) {
        if (RequestSample.PRODUCTION.equals(environment)) {
            RequestSample sample = new RequestSample();
            sample.start();
            appender.addFilter(sample);
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        LogLine encoder = new LogLine();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static void moveAsideWhenLarge(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) < LARGE) {
            return;
        }
        for (int age = KEPT - 1; age >= 0; age--) {
            Path from = age == 0 ? file : aside(file, age);
            if (Files.exists(from)) {
                Files.move(from, aside(file, age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path aside(Path file, int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    /** What the log takes: everything of ours, and others' warnings. */
    static void setLevels(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger("dev.nightshift").setLevel(Level.INFO);
    }
}
