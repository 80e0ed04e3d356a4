package dev.nightshift.alerts.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names an entry may have. Immutable and thread-safe. */
public record NamingRules(TabMatrix tabs) {
    private static final Pattern ID =
            Pattern.compile("[A-Z][A-Z0-9_]{0,63}\\.[A-Z][A-Z0-9_]{0,63}\\.[A-Z][A-Z0-9_]{0,63}");

    /** Everything that is wrong with the names of an entry, as sentences without a full stop. */
    public List<String> problems(RegistryEntry entry) {
        List<String> problems = new ArrayList<>();
        idProblem(entry).ifPresent(problems::add);
        entry.codes().forEach(code -> codeProblem(code, entry).ifPresent(problems::add));
        return problems;
    }

    /** What is wrong with the id; empty when nothing is. */
    public Optional<String> idProblem(RegistryEntry entry) {
        if (tabs.tab(entry.tab()).isEmpty()) {
            return Optional.of("tab %s is not in the tab matrix".formatted(entry.tab()));
        }
        if (!ID.matcher(entry.id()).matches()) {
            return Optional.of("id %s is not <TAB>.<MODULE>.<ACTION>".formatted(entry.id()));
        }
        String expected = entry.tab() + "." + entry.module() + ".";
        return entry.id().startsWith(expected)
                ? Optional.empty()
                : Optional.of(
                        "id %s does not begin with its tab and module, %s"
                                .formatted(entry.id(), expected));
    }

    /** What is wrong with one of the entry's codes; empty when nothing is. */
    public Optional<String> codeProblem(String code, RegistryEntry entry) {
        Optional<String> form = CodeName.problem(code, tabs);
        if (form.isPresent()) {
            return form.map(problem -> "code %s %s".formatted(code, problem));
        }
        return CodeName.read(code, tabs)
                .filter(name -> !name.belongsTo(entry))
                .map(
                        name ->
                                "code %s does not name the module and action of %s"
                                        .formatted(code, entry.id()));
    }
}
