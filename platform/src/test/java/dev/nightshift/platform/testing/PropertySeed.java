package dev.nightshift.platform.testing;

/**
 * What every property test draws its values from, so that the gate says the same of the same code
 * each time. To look further, put another number here, or raise the tries of a property.
 */
public final class PropertySeed {
    public static final String VALUE = "20261121";

    private PropertySeed() {}
}
