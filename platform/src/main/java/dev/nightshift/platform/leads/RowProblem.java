package dev.nightshift.platform.leads;

/**
 * Why a row was rejected, or what about it was dropped. The name is part of the JSON contract
 * ({@code rejectsByCode}, {@code warningsByCode}): it is never renamed.
 */
public enum RowProblem {
    /** The row has more or fewer fields than the header. */
    RAGGED_ROW,
    /** A quote is opened and never closed; the record ends at its line. */
    UNCLOSED_QUOTE,
    /** A quoted field is followed by something else than a delimiter or a line end. */
    BAD_QUOTE,
    /** The bytes are not of the file's charset. */
    INVALID_ENCODING,
    /** The row holds a NUL byte. */
    NUL_BYTE,
    /** A field is longer than the limit. */
    FIELD_TOO_LARGE,
    /** The record is longer than the limit. */
    RECORD_TOO_LARGE,
    /** The row has neither a usable phone nor a usable e-mail. */
    NO_KEY,
    /** The phone belongs to one lead and the e-mail to another. */
    KEY_CONFLICT,
    /** MongoDB refused the document. */
    NOT_STORABLE,
    /** Not a phone number of any numbering plan. */
    INVALID_PHONE,
    /** Not an e-mail address. */
    INVALID_EMAIL,
    /** Not a date in any of the accepted forms, or not a possible one. */
    INVALID_DATE,
    /** Not a number, or out of the field's range. */
    INVALID_NUMBER,
    /** Neither a yes nor a no. */
    INVALID_BOOLEAN
}
