package dev.nightshift.jobs.sloprobe.http;

import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.jobs.sloprobe.plan.HttpTarget;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * Asks an HTTP target and throws the answer away. The name is looked up and checked before every
 * request, redirects are not followed, no proxy is used, no more than a megabyte is read.
 * Thread-safe.
 */
public final class HttpCall implements OpenProbe {
    private static final long LONGEST_BODY = 1_000_000;

    private final HttpTarget target;
    private final String host;
    private final HttpRequest request;
    private final HttpClient client;

    private HttpCall(HttpTarget target, HttpRequest request, Duration timeout) {
        this.target = target;
        this.host = request.uri().getHost();
        this.request = request;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
    }

    /**
     * Makes it ready.
     *
     * @param environment where the plan says that the header's value is
     * @throws NightshiftException BAD_SETTING when it is not there, or is no header's value
     */
    public static HttpCall open(
            HttpTarget target,
            String companyId,
            Duration timeout,
            Map<String, String> environment) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.address(companyId))
                        .timeout(timeout)
                        .header("User-Agent", "nightshift-slo-probe")
                        .method(target.method(), HttpRequest.BodyPublishers.noBody());
        if (!target.authorizationEnv().isEmpty()) {
            authorize(request, target, environment.get(target.authorizationEnv()));
        }
        return new HttpCall(target, request.build(), timeout);
    }

    @Override
    public Answer request(int number) throws Failed, IOException, InterruptedException {
        requireAllowed();
        int status = status();
        if (status != target.expect()) {
            throw new Failed("STATUS_%d".formatted(status));
        }
        return Answer.DONE;
    }

    private int status() throws Failed, IOException, InterruptedException {
        try {
            return client.send(
                            request,
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.discarding(), LONGEST_BODY))
                    .statusCode();
        } catch (HttpTimeoutException slow) {
            Failed failed = new Failed("TIMEOUT");
            failed.initCause(slow);
            throw failed;
        }
    }

    /**
     * The connection that follows uses the same answer, which Java keeps for half a minute, unless
     * that time ends just between the two: Java's client takes no address beside a name. A name
     * that turns then gets one blind request; its answer is thrown away.
     */
    private void requireAllowed() throws Failed {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            Failed failed = new Failed("UNKNOWN_HOST");
            failed.initCause(unknown);
            throw failed;
        }
        for (InetAddress address : addresses) {
            if (!AddressRules.allows(address, target.inside())) {
                throw new Failed("ADDRESS_NOT_ALLOWED");
            }
        }
    }

    // The message of the refusal repeats the value, which is a secret: it is dropped.
    @SuppressWarnings("UnusedException")
    private static void authorize(
            HttpRequest.Builder request, HttpTarget target, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw unusable(target, "is not set");
        }
        try {
            request.header("Authorization", value.strip());
        } catch (IllegalArgumentException malformed) {
            throw unusable(target, "holds what no HTTP header may hold");
        }
    }

    private static NightshiftException unusable(HttpTarget target, String why) {
        return new NightshiftException(
                FailureCode.BAD_SETTING,
                "The variable %s, which an SLO plan names, %s."
                        .formatted(target.authorizationEnv(), why),
                "Set it to the value of the Authorization header, such as 'Bearer …'.");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
