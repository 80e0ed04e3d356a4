package dev.nightshift.alerts.registry.source.report;

/**
 * Something that should not be there.
 *
 * @param kind which of the rules of the scan it breaks
 * @param what the call, for example {@code client.messages.create}
 * @param detail why it is reported, in words
 */
public record Finding(Place place, Kind kind, String what, String detail) {
    /** The rules; the names are part of the JSON contract. */
    public enum Kind {
        /** An e-mail sent past the adapter. */
        DIRECT_EMAIL,
        /** An SMS or a call sent past the adapter. */
        DIRECT_SMS,
        /** A webhook or an incident service called past the adapter. */
        DIRECT_WEBHOOK,
        /** A MongoDB call with no company in its arguments or the function around it. */
        MONGO_WITHOUT_COMPANY,
        /** A Redis call whose key holds no company. */
        REDIS_WITHOUT_COMPANY;

        /** Whether it sends something past the adapter. */
        public boolean isDirectSend() {
            return switch (this) {
                case DIRECT_EMAIL, DIRECT_SMS, DIRECT_WEBHOOK -> true;
                case MONGO_WITHOUT_COMPANY, REDIS_WITHOUT_COMPANY -> false;
            };
        }
    }
}
