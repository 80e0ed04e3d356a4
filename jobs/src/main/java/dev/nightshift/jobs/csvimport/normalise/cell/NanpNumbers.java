package dev.nightshift.jobs.csvimport.normalise.cell;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ten-digit numbers that the North American numbering plan has. It is libphonenumber's own data
 * of the plan's regions, put together into one expression: the library looks up the number's region
 * first and then tries that region's kinds of numbers one by one. Immutable.
 */
final class NanpNumbers {
    static final NanpNumbers PLAN = new NanpNumbers();

    private static final int COUNTRY_CODE = 1;
    private static final int LENGTH = 10;

    private final Pattern numbers;

    private NanpNumbers() {
        var metadata = DefaultMetadataDependenciesProvider.getInstance();
        StringBuilder anyRegion = new StringBuilder();
        StringBuilder notOfEarlierRegions = new StringBuilder();
        for (String region :
                PhoneNumberUtil.getInstance().getRegionCodesForCountryCode(COUNTRY_CODE)) {
            PhoneMetadata plan =
                    metadata.getPhoneNumberMetadataSource().getMetadataForRegion(region);
            anyRegion.append(anyRegion.isEmpty() ? "" : "|").append(notOfEarlierRegions);
            if (plan.hasLeadingDigits()) {
                // These digits alone decide the region, whether or not it has the number.
                anyRegion.append("(?=").append(plan.getLeadingDigits()).append(')');
                notOfEarlierRegions.append("(?!").append(plan.getLeadingDigits()).append(')');
            }
            anyRegion.append(numbersOf(plan));
        }
        this.numbers = Pattern.compile(anyRegion.toString());
    }

    /**
     * Whether the plan has the number.
     *
     * @param digits ten of them
     */
    boolean has(String digits) {
        return numbers.matcher(digits).matches();
    }

    private static String numbersOf(PhoneMetadata plan) {
        String kinds =
                Stream.of(
                                plan.getFixedLine(),
                                plan.getMobile(),
                                plan.getTollFree(),
                                plan.getPremiumRate(),
                                plan.getSharedCost(),
                                plan.getPersonalNumber(),
                                plan.getVoip(),
                                plan.getPager(),
                                plan.getUan(),
                                plan.getVoicemail())
                        .map(NanpNumbers::pattern)
                        .filter(Objects::nonNull)
                        .distinct()
                        .collect(Collectors.joining("|"));
        return "(?=(?:%s)\\z)(?:%s)"
                .formatted(plan.getGeneralDesc().getNationalNumberPattern(), kinds);
    }

    private static @Nullable String pattern(@Nullable PhoneNumberDesc kind) {
        if (kind == null || !kind.hasNationalNumberPattern()) {
            return null;
        }
        List<Integer> lengths = kind.getPossibleLengthList();
        return lengths.isEmpty() || lengths.contains(LENGTH)
                ? kind.getNationalNumberPattern()
                : null;
    }
}
