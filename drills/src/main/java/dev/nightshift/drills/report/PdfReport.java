package dev.nightshift.drills.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The HTML page of a report as PDF; nothing is loaded from anywhere. */
final class PdfReport {
    private static final String FONT_CACHE = "pdfbox.fontcache";

    static {
        // It speaks of style rules that it does not know, which is nobody's business here.
        XRLog.setLoggingEnabled(false);
        // Its list of the system's fonts is no file of the operator's home.
        if (System.getProperty(FONT_CACHE) == null) {
            System.setProperty(FONT_CACHE, System.getProperty("java.io.tmpdir"));
        }
    }

    private PdfReport() {}

    static byte[] of(String html) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (BatikSVGDrawer drawer = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .useSVGDrawer(drawer)
                    .withHtmlContent(html, null)
                    .withProducer("Nightshift")
                    .useUriResolver((base, uri) -> null)
                    .toStream(pdf)
                    .run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return pdf.toByteArray();
    }
}
