package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a stage reaches: that many companies, or that share of all, those of earlier stages
 * included.
 */
public record StageSize(int amount, boolean percent) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(%?)");

    /** 5 companies, 10 %, 25 %, all. */
    public static final List<StageSize> DEFAULT = parse("5,10%,25%,100%");

    /** Companies up to the end of the stage, of so many. */
    public int reach(int companies) {
        return percent
                ? (int) Math.ceilDiv((long) companies * amount, 100)
                : Math.min(amount, companies);
    }

    /**
     * Reads {@code 5,10%,25%,100%}.
     *
     * @throws NightshiftException USAGE
     */
    public static List<StageSize> parse(String text) {
        List<StageSize> sizes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher form = FORM.matcher(part.strip());
            if (!form.matches()) {
                throw usage();
            }
            int amount = Integer.parseInt(form.group(1));
            boolean percent = !form.group(2).isEmpty();
            if (amount == 0 || (percent && amount > 100)) {
                throw usage();
            }
            sizes.add(new StageSize(amount, percent));
        }
        if (!sizes.getLast().equals(new StageSize(100, true))) {
            sizes.add(new StageSize(100, true));
        }
        return List.copyOf(sizes);
    }

    private static NightshiftException usage() {
        return new NightshiftException(
                FailureCode.USAGE,
                "The stages cannot be read.",
                "Name how far each reaches, for example --stages 5,10%,25%,100%.");
    }

    @Override
    public String toString() {
        return amount + (percent ? "%" : "");
    }
}
