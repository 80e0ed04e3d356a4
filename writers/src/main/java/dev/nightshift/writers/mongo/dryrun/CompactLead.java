package dev.nightshift.writers.mongo.dryrun;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.writers.mongo.merge.Fingerprint;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Leads as bytes that hold what a merge compares: keys as they are, all else as {@linkplain
 * Fingerprint fingerprints}. Not thread-safe: it remembers the names of vendors' columns.
 */
final class CompactLead {
    private static final String ID = "_id";
    private static final String VENDOR_DATA = "vendorData";
    private static final int VENDOR_BASE = 64;
    private static final List<String> FIELDS =
            Arrays.stream(LeadField.values())
                    .filter(field -> !field.isKey() && field != LeadField.SOURCE)
                    .map(LeadField::fieldName)
                    .toList();
    private static final Map<String, Integer> FIELD_NUMBERS =
            FIELDS.stream().collect(Collectors.toMap(Function.identity(), FIELDS::indexOf));

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> columns = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocate(4096);

    /** The lead's bytes, until the next call. */
    ByteBuffer encode(Document lead) {
        buffer.clear();
        lead.getObjectId(ID).putToByteBuffer(buffer);
        text(lead.get(LeadField.PHONE.fieldName()));
        text(lead.get(LeadField.EMAIL.fieldName()));
        lead.forEach(
                (name, value) -> {
                    Integer field = FIELD_NUMBERS.get(name);
                    if (field != null && value != null) {
                        print(field, value);
                    }
                });
        if (lead.get(VENDOR_DATA) instanceof Document data) {
            data.forEach(
                    (column, value) -> {
                        if (value != null) {
                            print(VENDOR_BASE + number(column), value);
                        }
                    });
        }
        return buffer.flip();
    }

    private int number(String column) {
        Integer known = numbers.get(column);
        if (known != null) {
            return known;
        }
        int number = columns.size();
        columns.add(column);
        numbers.put(column, number);
        return number;
    }

    private void text(@Nullable Object key) {
        byte[] bytes =
                key instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        reserve(bytes.length + Integer.BYTES);
        buffer.putInt(bytes.length).put(bytes);
    }

    private void print(int number, Object value) {
        reserve(Integer.BYTES + Long.BYTES);
        buffer.putInt(number).putLong(Fingerprint.bitsOf(value));
    }

    private void reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(2 * (buffer.capacity() + bytes)).put(buffer.flip());
        }
    }

    /** The lead, with fingerprints for values. */
    Document decode(ByteBuffer bytes) {
        Document lead = new Document(ID, new ObjectId(bytes));
        key(LeadField.PHONE, bytes, lead);
        key(LeadField.EMAIL, bytes, lead);
        Document data = new Document();
        while (bytes.hasRemaining()) {
            int number = bytes.getInt();
            Fingerprint print = new Fingerprint(bytes.getLong());
            if (number < VENDOR_BASE) {
                lead.append(FIELDS.get(number), print);
            } else {
                data.append(columns.get(number - VENDOR_BASE), print);
            }
        }
        if (!data.isEmpty()) {
            lead.append(VENDOR_DATA, data);
        }
        return lead;
    }

    private static void key(LeadField field, ByteBuffer bytes, Document lead) {
        byte[] text = new byte[bytes.getInt()];
        bytes.get(text);
        if (text.length > 0) {
            lead.append(field.fieldName(), new String(text, StandardCharsets.UTF_8));
        }
    }
}
