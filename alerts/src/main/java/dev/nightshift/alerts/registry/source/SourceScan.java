package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.EmitSite;
import dev.nightshift.alerts.registry.source.report.Finding;
import dev.nightshift.alerts.registry.source.report.SourceReport;
import dev.nightshift.alerts.registry.source.report.Unread;
import dev.nightshift.alerts.registry.source.syntax.SyntaxProblem;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Scans a code base in JavaScript or TypeScript. What cannot be read is in the report, and the scan
 * goes on. Memory grows with the largest files, not with the tree. Used once, by one thread.
 */
public final class SourceScan {
    private final SourceTree tree;
    private final Values values;
    private final List<EmitSite> emits = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<String> adapters = new ArrayList<>();
    private int files;
    private int skipped;
    private long lines;

    private SourceScan(Path root) {
        tree = new SourceTree(root);
        values = new Values(tree);
    }

    /**
     * Scans every file below a folder.
     *
     * @throws NightshiftException FILE_UNREADABLE when it is no folder that can be read
     */
    public static SourceReport of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new NightshiftException(
                    FailureCode.FILE_UNREADABLE,
                    "There is no folder %s.".formatted(folder),
                    "Name the folder of a code base: registry scan --source DIR");
        }
        return new SourceScan(folder).scan(folder);
    }

    private SourceReport scan(Path folder) {
        try {
            for (String path : tree.files(unread::add)) {
                read(path);
            }
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.FILE_UNREADABLE,
                    "The folder %s cannot be read.".formatted(folder),
                    "Check its permissions.",
                    e);
        }
        emits.sort(Comparator.comparing(EmitSite::place));
        findings.sort(Comparator.comparing(Finding::place));
        unread.sort(Comparator.comparing(Unread::file).thenComparingInt(Unread::line));
        return new SourceReport(
                files,
                lines,
                skipped,
                List.copyOf(adapters),
                List.copyOf(emits),
                List.copyOf(findings),
                List.copyOf(unread));
    }

    private void read(String path) {
        SourceText source = tree.text(path);
        if (source.minified()) {
            skipped++;
            return;
        }
        if (source.problem() != null) {
            unread.add(new Unread(path, 0, source.problem()));
        }
        String text = source.text();
        if (text == null) {
            return;
        }
        SourceFile file = tree.file(path, text);
        files++;
        lines += file.tokens().lines();
        for (SyntaxProblem problem : file.tokens().problems()) {
            unread.add(new Unread(path, problem.line(), problem.message()));
        }
        calls(file);
    }

    private void calls(SourceFile file) {
        EmitRule emit = new EmitRule(file, values, tree);
        SendRule send = new SendRule(file, values);
        StoreRule store = new StoreRule(file, values);
        boolean adapter = EmitRule.definition(file) != null;
        if (adapter) {
            adapters.add(file.path());
        }
        for (int i = 0; i < file.tokens().size(); i++) {
            Call call = file.tokens().is(i, TokenKind.WORD) ? Call.at(file, i) : null;
            if (call == null) {
                continue;
            }
            if (emit.covers(call)) {
                EmitSite site = emit.site(call);
                // The adapter hands on what its callers gave it.
                if (!adapter || !site.codes().isEmpty()) {
                    emits.add(site);
                }
                continue;
            }
            Finding sent = adapter ? null : send.check(call);
            Finding found = sent != null ? sent : store.check(call);
            if (found != null) {
                findings.add(found);
            }
        }
    }
}
