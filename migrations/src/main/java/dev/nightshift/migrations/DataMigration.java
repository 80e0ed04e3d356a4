package dev.nightshift.migrations;

import org.bson.Document;

/**
 * A migration of documents. {@link #apply} is pure: the same document and subject give the same
 * result, nothing else is read or written, and a result that is applied to again stays as it is.
 */
public non-sealed interface DataMigration extends Migration {
    /**
     * Which documents need it; a document that was migrated does not match. Neither {@code _id} nor
     * {@code companyId} is in it.
     */
    Document filter();

    /**
     * The document as it should be.
     *
     * @param document a copy that the migration may change and return
     * @throws Unmigratable when the document cannot be migrated: it is left as it is and counted
     */
    Document apply(Document document, Subject subject);

    /** Finds what is not as it should be: nothing, once all is done. */
    default Document verification() {
        return filter();
    }
}
