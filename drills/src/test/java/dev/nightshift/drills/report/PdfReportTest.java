package dev.nightshift.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class PdfReportTest {
    @Test
    void theLibraryIsLeftWithNoFolderThatOthersShare() {
        byte[] pdf = PdfReport.of("<html><body><p>told</p></body></html>");

        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(System.getProperty("pdfbox.fontcache")).isNull();
    }
}
