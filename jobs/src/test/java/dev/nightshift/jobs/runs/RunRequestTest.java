package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.tenant.PlatformContext;

import org.junit.jupiter.api.Test;

import java.util.Map;

class RunRequestTest {
    @Test
    void aSecretIsGivenToTheJobAndShownToNobody() {
        RunRequest request =
                RunRequest.forPlatform("sweep", new PlatformContext("r", "f", "alice"), "all")
                        .with("rate", "10")
                        .withSecret("token", "hidden");

        assertThat(request.parameters()).containsEntry("token", "hidden");
        assertThat(request.maskedParameters()).isEqualTo(Map.of("rate", "10", "token", "***"));
        assertThat(request.toString()).doesNotContain("hidden");
    }
}
