package dev.nightshift.alerts.registry;

/**
 * What is wrong with a registry file or a tab matrix.
 *
 * @param place where
 * @param message what, and what is expected instead
 */
public record RegistryProblem(Place place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
