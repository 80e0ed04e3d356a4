package dev.nightshift.alerts.heartbeats;

/**
 * What a look at a point makes of it.
 *
 * @param point as it is now
 * @param news what is to be told, if anything
 */
public record HeartbeatStep(HeartbeatPoint point, News news) {
    /** What a person is told. */
    public enum News {
        NOTHING,
        /** It turned red. */
        RED,
        /** It is green again after it was told to be red. */
        RECOVERED
    }
}
