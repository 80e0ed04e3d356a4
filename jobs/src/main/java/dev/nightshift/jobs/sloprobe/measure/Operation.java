package dev.nightshift.jobs.sloprobe.measure;

/**
 * What is done once for each request. Called by many threads at once; a thread that is interrupted
 * gives up.
 */
@FunctionalInterface
public interface Operation {
    /** How a request was answered. */
    enum Answer {
        /** As it should. */
        DONE,
        /** As it should, by the cache. */
        HIT,
        /** As it should, but not by the cache. */
        MISS
    }

    /**
     * Does it once.
     *
     * @param number of the request, from 0; no two of a measurement have the same
     * @throws Failed when it was not answered as it should, with why
     * @throws Exception the same, with why as it can be told from the type
     */
    Answer request(int number) throws Exception;

    /** A request was not answered as it should. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        /**
         * A failure.
         *
         * @param why UPPER_SNAKE, no data: it is counted and shown
         */
        public Failed(String why) {
            super(why);
            this.why = why;
        }

        /** UPPER_SNAKE. */
        public String why() {
            return why;
        }
    }
}
