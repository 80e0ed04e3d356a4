package dev.nightshift.platform.stack.servers;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a {@code mongod} with a key file asks of whoever comes: the SCRAM-SHA-256 of RFC 5802 and
 * RFC 7677, and before it has a user what MongoDB's localhost exception allows. Thread-safe.
 */
final class ScramLogin {
    private static final Set<String> FOR_ALL =
            Set.of("hello", "ismaster", "ping", "buildinfo", "endsessions");
    private static final Set<String> BEFORE_THE_FIRST_USER =
            Set.of("createuser", "replsetinitiate", "replsetgetstatus", "replsetreconfig");
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "sixteen bytes of".getBytes(StandardCharsets.US_ASCII);
    private static final String NONCE = "server";
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;

    private final Map<Channel, String> talks = new ConcurrentHashMap<>();
    private final Set<Channel> inside = ConcurrentHashMap.newKeySet();
    private volatile byte @Nullable [] salted;

    ScramLogin(String password) {
        salted = password.isEmpty() ? null : salted(password);
    }

    private static byte[] salted(String password) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own answer; empty where the command may be answered by the server. */
    Optional<Document> answer(Channel channel, String command, Document body) {
        String name = command.toLowerCase(Locale.ROOT);
        try {
            switch (name) {
                case "saslstart" -> {
                    return Optional.of(first(channel, payload(body)));
                }
                case "saslcontinue" -> {
                    return Optional.of(last(channel, payload(body)));
                }
                default -> {}
            }
            boolean open =
                    FOR_ALL.contains(name)
                            || inside.contains(channel)
                            || (salted == null && BEFORE_THE_FIRST_USER.contains(name));
            if (!open) {
                throw ScriptedMongo.error(
                        UNAUTHORIZED, "command %s requires authentication".formatted(command));
            }
            if (!name.equals("createuser")) {
                return Optional.empty();
            }
            salted = salted(String.valueOf(body.get("pwd")));
            return Optional.of(new Document("ok", 1.0));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String payload(Document body) {
        return body.get("payload") instanceof BinData payload
                ? new String(payload.getData(), StandardCharsets.UTF_8)
                : "";
    }

    private Document first(Channel channel, String message) {
        if (salted == null) {
            throw ScriptedMongo.error(AUTHENTICATION_FAILED, "Authentication failed.");
        }
        String bare = message.substring("n,,".length());
        String answer =
                "r=%s%s,s=%s,i=%d"
                        .formatted(
                                part(bare, "r="),
                                NONCE,
                                Base64.getEncoder().encodeToString(SALT),
                                ITERATIONS);
        talks.put(channel, bare + "," + answer);
        return reply(answer, false);
    }

    private Document last(Channel channel, String message) throws GeneralSecurityException {
        byte[] key = salted;
        String before = talks.remove(channel);
        if (key == null || before == null) {
            throw ScriptedMongo.error(AUTHENTICATION_FAILED, "Authentication failed.");
        }
        String talk = before + "," + message.substring(0, message.indexOf(",p="));
        byte[] clientKey = hmac(key, "Client Key");
        byte[] signature = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), talk);
        byte[] proof = Base64.getDecoder().decode(part(message, "p="));
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        if (!Arrays.equals(proof, clientKey)) {
            throw ScriptedMongo.error(AUTHENTICATION_FAILED, "Authentication failed.");
        }
        inside.add(channel);
        byte[] answer = hmac(hmac(key, "Server Key"), talk);
        return reply("v=" + Base64.getEncoder().encodeToString(answer), true);
    }

    private static String part(String message, String name) {
        return List.of(message.split(",")).stream()
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Document reply(String payload, boolean done) {
        return new Document("conversationId", 1)
                .append("done", done)
                .append("payload", new BinData(payload.getBytes(StandardCharsets.UTF_8)))
                .append("ok", 1.0);
    }
}
