package dev.nightshift.platform.mongo.operation;

import org.bson.Document;

/**
 * One document's update in a bulk.
 *
 * @param filter which document; the first that matches is changed
 * @param update update operators, such as {@code $set}
 */
public record Change(Document filter, Document update) {}
