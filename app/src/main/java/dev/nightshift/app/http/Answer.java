package dev.nightshift.app.http;

/**
 * What a page says.
 *
 * @param status of HTTP
 * @param type of the body, with its charset
 */
record Answer(int status, String type, String body) {
    static final int OK = 200;
    static final int UNAVAILABLE = 503;

    static Answer json(int status, String body) {
        return new Answer(status, "application/json; charset=utf-8", body + "\n");
    }
}
