package dev.nightshift.alerts.outage;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.Waiting;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A time in which alerts could not be recorded, as the file beside the journals keeps it.
 *
 * @param id of the group that stands for it, in messages and later in the record
 * @param endedAt when something was recorded again; null while it lasts
 * @param notices what was told, the last of each contact's channel
 * @param members what was counted in a notice and is not recorded yet
 */
record Outage(
        String id,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<Told> notices,
        List<Member> members) {
    /**
     * A message that was taken.
     *
     * @param since when this contact had the first of that severity
     */
    record Told(
            String contact,
            String channel,
            Severity severity,
            int level,
            Instant since,
            Instant at) {}

    /** A matter that people know of. */
    record Member(
            String group,
            String matter,
            String companyId,
            String code,
            Severity severity,
            List<Told> deliveries) {
        Member {
            deliveries = List.copyOf(deliveries);
        }
    }

    Outage {
        notices = List.copyOf(notices);
        members = List.copyOf(members);
    }

    static Outage begin(Instant now, List<Member> before) {
        String id = "g" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return new Outage(id, now, null, List.of(), before);
    }

    /** What this contact was told last, at least as bad as that. */
    Optional<Told> last(String contact, Severity severity) {
        return notices.stream()
                .filter(one -> one.contact().equals(contact))
                .filter(one -> one.severity().compareTo(severity) >= 0)
                .reduce((first, second) -> second.level() >= first.level() ? second : first);
    }

    boolean knows(Waiting waiting) {
        return members.stream()
                .anyMatch(
                        one ->
                                one.matter().equals(waiting.matter())
                                        && one.severity().compareTo(waiting.severity()) >= 0);
    }

    /** With these messages, each of which counted these matters. */
    Outage with(List<Told> told, List<Waiting> counted) {
        List<Told> notes = new ArrayList<>(notices);
        notes.removeIf(
                old ->
                        told.stream()
                                .anyMatch(
                                        one ->
                                                one.contact().equals(old.contact())
                                                        && one.channel().equals(old.channel())));
        notes.addAll(told);
        List<Member> more = new ArrayList<>(members);
        for (Waiting waiting : counted) {
            List<Told> deliveries = new ArrayList<>();
            members.stream()
                    .filter(one -> one.matter().equals(waiting.matter()))
                    .forEach(one -> deliveries.addAll(one.deliveries()));
            deliveries.addAll(told);
            more.removeIf(one -> one.matter().equals(waiting.matter()));
            more.add(
                    new Member(
                            id,
                            waiting.matter(),
                            waiting.companyId(),
                            waiting.code(),
                            waiting.severity(),
                            deliveries));
        }
        return new Outage(id, startedAt, endedAt, notes, more);
    }

    Outage ended(Instant now) {
        return new Outage(id, startedAt, now, notices, members);
    }

    Outage without(List<String> recorded) {
        return new Outage(
                id,
                startedAt,
                endedAt,
                notices,
                members.stream().filter(one -> !recorded.contains(one.matter())).toList());
    }
}
