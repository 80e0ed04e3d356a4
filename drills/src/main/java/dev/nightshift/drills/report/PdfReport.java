package dev.nightshift.drills.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The HTML page of a report as PDF; nothing is loaded from anywhere. */
final class PdfReport {
    private static final String FONT_CACHE = "pdfbox.fontcache";

    static {
        // It speaks of style rules that it does not know, which is nobody's business here.
        XRLog.setLoggingEnabled(false);
    }

    private PdfReport() {}

    /**
     * Makes it; one at a time. The library keeps a list of the system's fonts in a file: in
     * nobody's home, and in no folder where another account could have put a list that names its
     * own fonts, or a link that ours is written through.
     */
    static synchronized byte[] of(String html) {
        try {
            Path fonts = Files.createTempDirectory("nightshift-fonts-");
            String before = System.setProperty(FONT_CACHE, fonts.toString());
            try {
                return rendered(html);
            } finally {
                if (before == null) {
                    System.clearProperty(FONT_CACHE);
                } else {
                    System.setProperty(FONT_CACHE, before);
                }
                Files.deleteIfExists(fonts.resolve(".pdfbox.cache"));
                Files.delete(fonts);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] rendered(String html) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (BatikSVGDrawer drawer = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .useSVGDrawer(drawer)
                    .withHtmlContent(html, null)
                    .withProducer("Nightshift")
                    .useUriResolver((base, uri) -> null)
                    .toStream(pdf)
                    .run();
        }
        return pdf.toByteArray();
    }
}
