package dev.nightshift.platform.companies.check;

import dev.nightshift.platform.companies.Company;

import java.util.List;

/**
 * How a company is.
 *
 * @param company which
 * @param problems what is wrong, in the order in which it was looked; empty when nothing is
 * @param notes what could not be judged, and is no problem yet
 */
public record CompanyVerdict(Company company, List<Problem> problems, List<Problem> notes) {
    /**
     * What is wrong.
     *
     * @param check {@code reachable}, {@code indexes}, {@code settings}, {@code isolation}, {@code
     *     cache} or {@code keys}
     * @param detail for an operator
     */
    public record Problem(String check, String detail) {}

    public CompanyVerdict {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Of which everything is known. */
    public CompanyVerdict(Company company, List<Problem> problems) {
        this(company, problems, List.of());
    }
}
