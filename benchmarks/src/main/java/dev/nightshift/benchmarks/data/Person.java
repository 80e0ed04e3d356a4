package dev.nightshift.benchmarks.data;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A made-up person, the same for the same number. The phone is one of a 555 exchange (the first
 * hundred of each area are those reserved for fiction), the e-mail one of a domain reserved for
 * examples: neither can belong to anybody.
 *
 * @param number tells people apart; phone and e-mail are different for different numbers
 */
record Person(
        long number,
        String firstName,
        String lastName,
        long phone,
        String email,
        String street1,
        String street2,
        Place place,
        String dob,
        boolean woman,
        int height,
        int weight,
        int householdSize,
        int householdIncome,
        boolean military,
        boolean tobacco,
        boolean prescription,
        boolean medicare,
        String conditions) {
    /** A city, its state, and the first three digits of its ZIP codes. */
    record Place(String city, String state, String zipPrefix) {}

    private static final List<String> WOMEN =
            List.of(
                    "Ada",
                    "Grace",
                    "Barbara",
                    "Joan",
                    "Evelyn",
                    "Margaret",
                    "Dorothy",
                    "Katherine",
                    "Mary",
                    "Annie",
                    "Jean",
                    "Frances",
                    "Betty",
                    "Marlyn",
                    "Kathleen",
                    "Ruth",
                    "Zo\u00eb",
                    "Ren\u00e9e");
    private static final List<String> MEN =
            List.of(
                    "Alan",
                    "Edsger",
                    "Donald",
                    "Tony",
                    "John",
                    "Claude",
                    "Maurice",
                    "Niklaus",
                    "Dennis",
                    "Ken",
                    "Robert",
                    "Leslie",
                    "Edgar",
                    "Fernando",
                    "Richard",
                    "Andrew",
                    "Jos\u00e9",
                    "Bj\u00f8rn");
    private static final List<String> SURNAMES =
            List.of(
                    "Lovelace",
                    "Hopper",
                    "Liskov",
                    "Clarke",
                    "Boyd",
                    "Hamilton",
                    "Vaughan",
                    "Johnson",
                    "Jackson",
                    "Easley",
                    "Bartik",
                    "Spence",
                    "Holberton",
                    "Meltzer",
                    "Antonelli",
                    "Teitelbaum",
                    "Turing",
                    "Dijkstra",
                    "Knuth",
                    "Hoare",
                    "McCarthy",
                    "Shannon",
                    "Wilkes",
                    "Wirth",
                    "Ritchie",
                    "Thompson",
                    "Pike",
                    "Lamport",
                    "Codd",
                    "Corbat\u00f3",
                    "Stallman",
                    "Tanenbaum",
                    "O'Neil",
                    "Mu\u00f1oz");
    private static final List<String> STREETS =
            List.of(
                    "Main St",
                    "Oak Ave",
                    "Maple Dr",
                    "Cedar Ln",
                    "2nd St",
                    "Washington Blvd",
                    "Lake Rd",
                    "Hill St",
                    "Park Ave",
                    "Elm St",
                    "Sunset Blvd",
                    "County Road 12");
    private static final List<Place> PLACES =
            List.of(
                    new Place("New Orleans", "LA", "701"),
                    new Place("Boston", "MA", "021"),
                    new Place("Newark", "NJ", "071"),
                    new Place("Miami", "FL", "331"),
                    new Place("Houston", "TX", "770"),
                    new Place("Phoenix", "AZ", "850"),
                    new Place("Chicago", "IL", "606"),
                    new Place("Denver", "CO", "802"),
                    new Place("Seattle", "WA", "981"),
                    new Place("St. Louis", "MO", "631"),
                    new Place("Portland", "ME", "041"),
                    new Place("San Jos\u00e9", "CA", "951"));
    private static final List<String> CONDITIONS =
            List.of(
                    "asthma",
                    "diabetes type 2",
                    "hypertension",
                    "arthritis",
                    "sleep apnea",
                    "gout");
    private static final List<String> DOMAINS =
            List.of("example.com", "example.org", "example.net");

    /** Area codes that are in service; the 555 exchange exists in each. */
    private static final int[] AREAS = {
        201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224,
        225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270,
        276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318,
        319, 320, 321, 323, 325, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360, 361, 386, 401,
        402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430,
        432, 434, 435, 440, 443, 469, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509,
        510, 512, 513, 515, 516, 517, 518, 520, 530, 540, 541, 551, 559, 561, 562, 563, 567, 570,
        571, 573, 574, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615,
        616, 617, 618, 619, 620, 623, 626, 630, 631, 636, 641, 646, 650, 651, 660, 661, 662, 678,
        682, 701, 702, 703, 704, 706, 707, 708, 712, 713, 714, 715, 716, 717, 718, 719, 720, 724,
        727, 731, 732, 734, 740, 754, 757, 760, 763, 765, 770, 772, 773, 774, 775, 781, 785, 786
    };

    private static final int NUMBERS_PER_EXCHANGE = 10_000;
    private static final int FICTION_FROM = 100;
    private static final int FICTION_COUNT = 100;

    static Person of(long number) {
        var random = new SplittableRandom(number * 0x9E3779B97F4A7C15L + 42);
        boolean woman = random.nextBoolean();
        String first = pick(woman ? WOMEN : MEN, random);
        String last = pick(SURNAMES, random);
        String local = "%s.%s.%d".formatted(plain(first), plain(last), number);
        return new Person(
                number,
                first,
                last,
                phone(number),
                local + "@" + pick(DOMAINS, random),
                (1 + random.nextInt(9_999)) + " " + pick(STREETS, random),
                random.nextInt(5) == 0 ? "Apt " + (1 + random.nextInt(40)) + ", rear" : "",
                pick(PLACES, random),
                "%04d-%02d-%02d"
                        .formatted(
                                1936 + random.nextInt(70),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28)),
                woman,
                58 + random.nextInt(20),
                110 + random.nextInt(160),
                1 + random.nextInt(6),
                1_000 * (18 + random.nextInt(140)),
                random.nextInt(12) == 0,
                random.nextInt(6) == 0,
                random.nextInt(2) == 0,
                random.nextInt(4) == 0,
                conditions(random));
    }

    private static long phone(long number) {
        long round = number / AREAS.length;
        long exchange = 555 + round / NUMBERS_PER_EXCHANGE;
        long line = round % NUMBERS_PER_EXCHANGE;
        // The reserved numbers first: small files hold no others.
        if (line < FICTION_COUNT) {
            line += FICTION_FROM;
        } else if (line < FICTION_FROM + FICTION_COUNT) {
            line -= FICTION_COUNT;
        }
        long area = AREAS[(int) (number % AREAS.length)];
        return area * 10_000_000 + exchange * 10_000 + line;
    }

    private static String conditions(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> pick(CONDITIONS, random);
            case 1 ->
                    CONDITIONS.get(random.nextInt(3)) + ";" + CONDITIONS.get(3 + random.nextInt(3));
            default -> "";
        };
    }

    private static <T> T pick(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String plain(String name) {
        String ascii =
                java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                        .replace("\u00f8", "o");
        return ascii.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
