package dev.nightshift.jobs.sloprobe.plan;

/**
 * The operation of the emit registry that an SLO is about.
 *
 * @param code raised when it is too slow, {@code SLO_<TAB>_<MODULE>_<OP>_P95}
 * @param tab part of the product
 * @param module part of the tab
 * @param entry its id
 * @param feature what people call it
 */
public record SloOperation(String code, String tab, String module, String entry, String feature) {}
