package dev.nightshift.app.cli.leads;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.platform.csv.FormulaGuard;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Leads as RFC 4180 lines: the canonical names, then the vendor's data as {@code vendorData.NAME}.
 * The importer knows the header again, and what is exported comes back unchanged. Text that a
 * spreadsheet would run is {@linkplain FormulaGuard guarded}, which the importer undoes; a number
 * in E.164 is not, for it runs nothing and programs look for it as it is. What a terminal shows is
 * for a person: there, no character steers it.
 */
final class LeadCsv {
    private static final String LIST_DELIMITER = ";";

    private final List<String> vendorNames;
    private final boolean forTerminal;

    LeadCsv(Collection<String> vendorNames, boolean forTerminal) {
        this.vendorNames = List.copyOf(vendorNames);
        this.forTerminal = forTerminal;
    }

    void header(Appendable to) throws IOException {
        List<String> cells = new ArrayList<>(LeadView.NAMES);
        vendorNames.forEach(name -> cells.add(LeadView.VENDOR_DATA + "." + name));
        line(to, cells);
    }

    void row(Appendable to, Map<String, Object> lead) throws IOException {
        List<String> cells = new ArrayList<>();
        LeadView.NAMES.forEach(name -> cells.add(text(lead.get(name))));
        Map<?, ?> vendorData =
                lead.get(LeadView.VENDOR_DATA) instanceof Map<?, ?> data ? data : Map.of();
        vendorNames.forEach(name -> cells.add(text(vendorData.get(name))));
        line(to, cells);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(LIST_DELIMITER));
            default -> value.toString();
        };
    }

    private void line(Appendable to, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            String cell =
                    isPlainPhone(cells.get(i)) ? cells.get(i) : FormulaGuard.guarded(cells.get(i));
            to.append(i == 0 ? "" : ",").append(quoted(forTerminal ? Printable.of(cell) : cell));
        }
        to.append('\n');
    }

    private static boolean isPlainPhone(String cell) {
        return cell.startsWith("+")
                && cell.length() > 1
                && cell.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && cell.strip().length() == cell.length();
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
