package dev.nightshift.schedules;

import dev.nightshift.platform.tenant.CompanyId;

/** Which companies a schedule works for; suspended ones never. */
public sealed interface Selection {
    /** Every active company. */
    record All() implements Selection {
        @Override
        public String toString() {
            return "all";
        }
    }

    /** One company. */
    record One(CompanyId company) implements Selection {
        @Override
        public String toString() {
            return company.value();
        }
    }

    /** The active companies with a tag. */
    record Tagged(String tag) implements Selection {
        @Override
        public String toString() {
            return "tag:" + tag;
        }
    }
}
