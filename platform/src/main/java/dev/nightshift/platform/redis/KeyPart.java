package dev.nightshift.platform.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A caller's text as a part of a key: no text can end its part early or grow a key without bound,
 * and two texts never share a key.
 */
final class KeyPart {
    private static final int MAX_LENGTH = 128;
    private static final int KEPT = 63;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyPart() {}

    static String of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a part of a key is empty");
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        }
        // '~' is escaped in short parts, so a shortened part differs from every other.
        return escaped.length() <= MAX_LENGTH
                ? escaped.toString()
                : escaped.substring(0, KEPT) + "~" + digest(text);
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.';
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
