package dev.nightshift.readers.csv.detect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Tells a file's charset: by its byte order mark, by the zero bytes of UTF-16, by being UTF-8
 * (nearly) throughout, and else by what its words look like.
 *
 * @param charset of the text
 * @param bom name of the byte order mark, empty when there is none
 * @param bomBytes its length
 */
public record CharsetDetector(Charset charset, String bom, int bomBytes) {
    /**
     * Decides.
     *
     * @param sample the first bytes of the file
     * @param census of all of its bytes
     */
    public static CharsetDetector detect(byte[] sample, Utf8Census census) {
        if (starts(sample, 0xEF, 0xBB, 0xBF)) {
            return marked(StandardCharsets.UTF_8, 3);
        }
        if (starts(sample, 0xFF, 0xFE, 0, 0)) {
            return marked(StandardCharsets.UTF_32LE, 4);
        }
        if (starts(sample, 0, 0, 0xFE, 0xFF)) {
            return marked(StandardCharsets.UTF_32BE, 4);
        }
        if (starts(sample, 0xFF, 0xFE)) {
            return marked(StandardCharsets.UTF_16LE, 2);
        }
        if (starts(sample, 0xFE, 0xFF)) {
            return marked(StandardCharsets.UTF_16BE, 2);
        }
        return new CharsetDetector(withoutBom(sample, census), "", 0);
    }

    private static CharsetDetector marked(Charset charset, int bytes) {
        return new CharsetDetector(charset, charset.name(), bytes);
    }

    private static Charset withoutBom(byte[] sample, Utf8Census census) {
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i + 1 < sample.length; i += 2) {
            evenZeros += sample[i] == 0 ? 1 : 0;
            oddZeros += sample[i + 1] == 0 ? 1 : 0;
        }
        if (oddZeros > sample.length / 5 && evenZeros <= oddZeros / 10) {
            return StandardCharsets.UTF_16LE;
        }
        if (evenZeros > sample.length / 5 && oddZeros <= evenZeros / 10) {
            return StandardCharsets.UTF_16BE;
        }
        return census.isUtf8() ? StandardCharsets.UTF_8 : SingleByteGuess.of(census.witness());
    }

    private static boolean starts(byte[] sample, int... magic) {
        if (sample.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((sample[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
