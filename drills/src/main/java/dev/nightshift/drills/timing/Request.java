package dev.nightshift.drills.timing;

/**
 * What the load of a drill asks of the service, each at a pace of its own that no answer changes.
 */
public enum Request {
    /** A value is read through the cache. */
    READ("cached reads", 10, 32),
    /** A document is written. */
    WRITE("writes", 8, 64),
    /** A cached value is changed, and its cache dropped; one after the other, so that it rises. */
    CHANGE("changes of a cached value", 2, 1),
    /** A lead is handed in twice, with one idempotency key. */
    SUBMIT("lead submits, each sent twice", 2, 32),
    /** An alert is emitted, and once more a second later. */
    ALERT("alerts emitted", 4, 32);

    private final String words;
    private final int perSecond;
    private final int mostAtOnce;

    Request(String words, int perSecond, int mostAtOnce) {
        this.words = words;
        this.perSecond = perSecond;
        this.mostAtOnce = mostAtOnce;
    }

    /** As a report names it. */
    public String words() {
        return words;
    }

    /** How many are due in a second for each company. */
    public int perSecond() {
        return perSecond;
    }

    /** How many of a company are on their way at most; what is due beyond that is not sent. */
    public int mostAtOnce() {
        return mostAtOnce;
    }
}
