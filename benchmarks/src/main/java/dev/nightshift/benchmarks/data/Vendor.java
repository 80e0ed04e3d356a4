package dev.nightshift.benchmarks.data;

import java.util.List;
import java.util.Locale;

/** The shape of a vendor's file. */
public enum Vendor {
    /** Forty columns in snake case. */
    NEXTGEN(
            "lead_id,purchase_id,vertical_id,vendor_id,first_name,last_name,"
                    + "phone,email,street_1,street_2,city,state,zipcode,dob,gender,"
                    + "height,weight,household_size,household_income,military,"
                    + "pregnant,tobacco_user,has_prescription,has_medicare_parts_a_b,"
                    + "has_medical_condition,medical_conditions,insurance_timeframe,"
                    + "campaign_name,product,vendor_name,account_name,bid_type,price,"
                    + "call_log_id,call_duration,source_hash,sub_id_hash,status,"
                    + "disposition,created_at",
            6,
            7,
            13,
            15,
            18) {
        @Override
        String[] cells(Person p) {
            String id = Long.toString(p.number() + 1_000_000);
            return new String[] {
                "L" + id,
                "P" + id,
                "7",
                Long.toString(p.number() % 40),
                p.firstName(),
                p.lastName(),
                plainPhone(p),
                p.email(),
                p.street1(),
                p.street2(),
                p.place().city(),
                p.place().state(),
                p.place().zipPrefix() + "%02d".formatted(p.number() % 100),
                p.dob(),
                p.woman() ? "F" : "M",
                Integer.toString(p.height()),
                Integer.toString(p.weight()),
                Integer.toString(p.householdSize()),
                Integer.toString(p.householdIncome()),
                yes(p.military()),
                yes(p.woman() && p.number() % 50 == 0),
                yes(p.tobacco()),
                yes(p.prescription()),
                yes(p.medicare()),
                yes(!p.conditions().isEmpty()),
                p.conditions(),
                p.number() % 3 == 0 ? "30 days" : "ASAP",
                "spring-" + p.number() % 9,
                "health",
                "Vendor " + p.number() % 40,
                "Account " + p.number() % 12,
                p.number() % 2 == 0 ? "exact" : "broad",
                "%d.%02d".formatted(p.number() % 30, p.number() % 100),
                Long.toHexString(p.number() * 2_654_435_761L),
                Long.toString(p.number() % 600),
                Long.toHexString(p.number() * 0x9E3779B97F4A7C15L),
                Long.toHexString(p.number() * 0xC2B2AE3D27D4EB4FL),
                "new",
                "",
                "2026-01-%02dT%02d:%02d:00Z"
                        .formatted(1 + p.number() % 28, p.number() % 24, p.number() % 60)
            };
        }
    },

    /** Thirty columns in camel case. */
    MARKETPLACE(
            "leadID,firstName,lastName,primaryPhone,email,address1,address2,"
                    + "city,stateCode,postalCode,dateOfBirth,gender,height,weight,"
                    + "householdSize,householdIncome,isMilitary,isPregnant,tobaccoUse,"
                    + "hasPrescriptions,hasMedicare,hasMedicalCondition,"
                    + "medicalConditions,insuranceNeeded,utm_source,utm_medium,"
                    + "utm_campaign,status,disposition,created",
            3,
            4,
            10,
            12,
            15) {
        @Override
        String[] cells(Person p) {
            String[] iso = p.dob().split("-", 3);
            String phone = plainPhone(p);
            return new String[] {
                "M-" + p.number(),
                p.firstName(),
                p.lastName(),
                "(%s) %s-%s"
                        .formatted(
                                phone.substring(0, 3), phone.substring(3, 6), phone.substring(6)),
                p.email().toUpperCase(Locale.ROOT),
                p.street1(),
                p.street2(),
                p.place().city(),
                p.place().state().toLowerCase(Locale.ROOT),
                p.place().zipPrefix() + "%02d".formatted(p.number() % 100),
                iso[1] + "/" + iso[2] + "/" + iso[0],
                p.woman() ? "female" : "male",
                "%d'%d\"".formatted(p.height() / 12, p.height() % 12),
                p.weight() + " lbs",
                Integer.toString(p.householdSize()),
                "$%,d".formatted(p.householdIncome()),
                Boolean.toString(p.military()),
                Boolean.toString(p.woman() && p.number() % 50 == 0),
                Boolean.toString(p.tobacco()),
                Boolean.toString(p.prescription()),
                Boolean.toString(p.medicare()),
                Boolean.toString(!p.conditions().isEmpty()),
                p.conditions().replace(";", ", "),
                p.number() % 3 == 0 ? "30 days" : "ASAP",
                "search",
                "cpc",
                "plan-" + p.number() % 9,
                "open",
                "",
                "01/%02d/2026 %02d:%02d".formatted(1 + p.number() % 28, p.number() % 24, 30)
            };
        }
    };

    private final String header;
    final int phone;
    final int email;
    final int dob;
    final int height;
    final int income;

    Vendor(String header, int phone, int email, int dob, int height, int income) {
        this.header = header;
        this.phone = phone;
        this.email = email;
        this.dob = dob;
        this.height = height;
        this.income = income;
    }

    abstract String[] cells(Person person);

    /** The names of the columns. */
    public List<String> header() {
        return List.of(header.split(","));
    }

    private static String plainPhone(Person p) {
        return Long.toString(p.phone());
    }

    private static String yes(boolean yes) {
        return yes ? "yes" : "no";
    }
}
