package dev.nightshift.app.review;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.coverage.Coverage;
import dev.nightshift.alerts.registry.coverage.Finding;
import dev.nightshift.alerts.registry.scan.BytecodeScan;
import dev.nightshift.alerts.registry.scan.FoundSites;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the program raises alerts by its one adapter only, and none that is not registered. */
public final class AdapterLine implements Supplier<ReviewLine> {
    private static final String CHECK = "adapter";
    private static final String HOME = "dev/nightshift/alerts/";
    private static final String ADAPTER = AlertService.class.getName().replace('.', '/');

    private final Supplier<Stream<byte[]>> classes;
    private final Supplier<Registry> registry;

    /**
     * @param classes of this program
     */
    public AdapterLine(Supplier<Stream<byte[]>> classes, Supplier<Registry> registry) {
        this.classes = classes;
        this.registry = registry;
    }

    @Override
    public ReviewLine get() {
        List<byte[]> all = classes.get().toList();
        List<String> others =
                all.stream()
                        .map(ClassFile.of()::parse)
                        .filter(AdapterLine::isOther)
                        .map(model -> model.thisClass().asInternalName().replace('/', '.'))
                        .toList();
        FoundSites found = BytecodeScan.of(all.stream());
        List<String> unregistered = unregistered(found);
        if (others.isEmpty() && unregistered.isEmpty()) {
            return ReviewLine.green(
                    CHECK, "every alert goes by the one adapter, and its code is registered");
        }
        List<String> bad = new ArrayList<>();
        others.forEach(other -> bad.add("another adapter: " + other));
        unregistered.forEach(code -> bad.add("not registered: " + code));
        return ReviewLine.red(CHECK, String.join("; ", bad), "nightshift registry coverage");
    }

    private static boolean isOther(ClassModel model) {
        return !model.thisClass().asInternalName().startsWith(HOME)
                && model.interfaces().stream()
                        .anyMatch(one -> one.asInternalName().equals(ADAPTER));
    }

    private List<String> unregistered(FoundSites found) {
        return new Coverage(registry.get(), found, Set.of("NIGHTSHIFT"))
                .report(List.of(), Instant.EPOCH).codes().stream()
                        .filter(row -> row.findings().contains(Finding.MISSING_IN_REGISTRY))
                        .map(row -> row.code())
                        .toList();
    }
}
