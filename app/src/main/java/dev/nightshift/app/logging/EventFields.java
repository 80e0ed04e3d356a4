package dev.nightshift.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

import dev.nightshift.platform.privacy.Scrubber;

import net.logstash.logback.composite.AbstractJsonProvider;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The message and the fields of an event, each once and without personal data: those of the
 * request, overruled by those of the event itself. The same seven are on every line, null where
 * they mean nothing; the module is the package below {@code dev.nightshift} unless it is said.
 */
final class EventFields extends AbstractJsonProvider<ILoggingEvent> {
    private static final String ROOT = "dev.nightshift.";
    private static final List<String> ALWAYS =
            List.of("companyId", "requestId", "feature", "module", "event", "durationMs", "status");

    /** Made by the service itself; a number in one of them is no phone. */
    private static final Set<String> OURS =
            Set.of("companyId", "requestId", "feature", "module", "runId", "importId", "status");

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        String message = Scrubber.scrubAll(event.getFormattedMessage());
        Map<String, @Nullable Object> fields = new TreeMap<>(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, pair.value == null ? "" : pair.value);
            }
        }
        fields.putIfAbsent("module", module(event.getLoggerName()));
        fields.putIfAbsent("event", message);
        ALWAYS.forEach(name -> fields.putIfAbsent(name, null));
        generator.writeStringProperty("message", message);
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            generator.writeName(field.getKey());
            switch (field.getValue()) {
                case null -> generator.writeNull();
                case Long number -> generator.writeNumber(number);
                case Integer number -> generator.writeNumber(number);
                case Boolean flag -> generator.writeBoolean(flag);
                case Object other -> generator.writeString(text(field.getKey(), other.toString()));
            }
        }
    }

    private static String text(String name, String value) {
        return OURS.contains(name) ? Scrubber.scrub(value) : Scrubber.scrubAll(value);
    }

    private static String module(String logger) {
        int end = logger.lastIndexOf('.');
        return logger.startsWith(ROOT) && end > ROOT.length()
                ? logger.substring(ROOT.length(), end)
                : logger;
    }
}
