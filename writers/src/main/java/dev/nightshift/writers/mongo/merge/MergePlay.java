package dev.nightshift.writers.mongo.merge;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** One plan in the making. Not thread-safe. */
final class MergePlay {
    private static final String SOURCE = LeadField.SOURCE.fieldName();

    private final MergeOptions options;
    private final Date importedAt;
    private final VendorNames vendorNames;
    private final KeyHolders phones = new KeyHolders();
    private final KeyHolders emails = new KeyHolders();
    private final List<MergePlan.PlannedRow> rows = new ArrayList<>();
    private final List<Integer> insertRows = new ArrayList<>();
    private final List<PlannedLead> inserts = new ArrayList<>();
    private final Set<PlannedLead> updates = new LinkedHashSet<>();

    MergePlay(MergeOptions options, VendorNames vendorNames, Collection<Document> leads) {
        this.options = options;
        this.importedAt = options.stamp().toDate();
        this.vendorNames = vendorNames;
        for (Document document : leads) {
            PlannedLead lead = PlannedLead.existing(document);
            phones.seen(lead.phone(), lead);
            emails.seen(lead.email(), lead);
        }
    }

    /**
     * Plays a row. Returns false, having done nothing, when the row takes a key that a lead gives
     * up in this plan: that lead has to be written first.
     */
    boolean take(int row, LeadOffer offer, IntFunction<ObjectId> ids) {
        String phone = (String) offer.values().get(LeadField.PHONE);
        String email = (String) offer.values().get(LeadField.EMAIL);
        PlannedLead byPhone = phone == null ? null : phones.holder(phone);
        PlannedLead byEmail = email == null ? null : emails.holder(email);
        if (phone == null && email == null) {
            planned(row, RowOutcome.NO_KEY, null, null);
            return true;
        }
        if (byPhone != null && byEmail != null && byPhone != byEmail) {
            planned(row, RowOutcome.KEY_CONFLICT, byPhone, byEmail);
            return true;
        }
        PlannedLead known = byPhone == null ? byEmail : byPhone;
        if (phones.isGivenUpByOther(phone, known) || emails.isGivenUpByOther(email, known)) {
            return false;
        }
        if (known == null) {
            insert(row, offer, PlannedLead.fresh(ids.apply(row)));
        } else {
            update(row, offer, known);
        }
        return true;
    }

    private void insert(int row, LeadOffer offer, PlannedLead lead) {
        merge(offer, lead);
        Document state = lead.state();
        if (!state.containsKey(SOURCE)) {
            state.append(SOURCE, options.source());
        }
        state.append("importId", options.importId()).append("createdAt", importedAt);
        lead.markChanged(importedAt);
        phones.moved(null, lead.phone(), lead);
        emails.moved(null, lead.email(), lead);
        insertRows.add(row);
        inserts.add(lead);
        planned(row, RowOutcome.INSERTED, lead, null);
    }

    private void update(int row, LeadOffer offer, PlannedLead lead) {
        String oldPhone = lead.phone();
        String oldEmail = lead.email();
        if (!merge(offer, lead)) {
            planned(row, RowOutcome.UNCHANGED, lead, null);
            return;
        }
        phones.moved(oldPhone, lead.phone(), lead);
        emails.moved(oldEmail, lead.email(), lead);
        lead.markChanged(importedAt);
        if (!lead.isFresh()) {
            updates.add(lead);
        }
        planned(row, RowOutcome.UPDATED, lead, null);
    }

    /** Gives a lead what a row offers; returns whether that changed it. */
    private boolean merge(LeadOffer offer, PlannedLead lead) {
        boolean fresh = lead.isFresh() && !lead.isChanged();
        boolean changed = false;
        boolean renamed = false;
        for (Map.Entry<LeadField, Object> value : offer.values().entrySet()) {
            LeadField field = value.getKey();
            if (isMerged(field, fresh) && lead.offer(field.fieldName(), value.getValue())) {
                changed = true;
                renamed |= isName(field);
            }
        }
        if (options.clearOnBlank() && !fresh) {
            for (LeadField field : offer.blanks()) {
                if (!field.isKey() && isMerged(field, false) && lead.clear(field.fieldName())) {
                    changed = true;
                    renamed |= isName(field);
                }
            }
        }
        if (renamed) {
            lead.composeName();
        }
        boolean enriched = lead.offerVendorData(offer.vendorData(), vendorNames);
        return changed || enriched;
    }

    /** The source belongs to the insert; a whole name is computed, never stored as offered. */
    private static boolean isMerged(LeadField field, boolean fresh) {
        return field != LeadField.FULL_NAME && (fresh || field != LeadField.SOURCE);
    }

    private static boolean isName(LeadField field) {
        return field == LeadField.FIRST_NAME || field == LeadField.LAST_NAME;
    }

    private void planned(
            int row, RowOutcome outcome, @Nullable PlannedLead lead, @Nullable PlannedLead other) {
        rows.add(new MergePlan.PlannedRow(row, outcome, lead, other));
    }

    MergePlan plan() {
        return new MergePlan(rows, insertRows, inserts, List.copyOf(updates));
    }
}
