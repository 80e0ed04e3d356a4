package dev.nightshift.benchmarks.experiments;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

/** The leads of all companies on the server that is measured; it is the benchmark's own. */
final class Leads {
    private final String uri;

    Leads(String uri) {
        this.uri = uri;
    }

    String uri() {
        return uri;
    }

    String database() {
        String database = new ConnectionString(uri).getDatabase();
        return database == null ? "nightshift" : database;
    }

    /** Removes what imports and peers made, so that every run meets the same server. */
    void drop() {
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase(database());
            for (String name : new String[] {"leads", "import_changes", "imports", "peer_leads"}) {
                database.getCollection(name).drop();
            }
        }
    }
}
