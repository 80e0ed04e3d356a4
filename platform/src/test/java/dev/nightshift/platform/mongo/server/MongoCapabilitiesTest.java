package dev.nightshift.platform.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoCapabilitiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {setName: 'rs0', logicalSessionTimeoutMinutes: 30} | {version: '8.0.1', gitVersion: 'x'}     | MongoDB 8.0.1, replica set rs0                    | true  | true
                    {ismaster: true, logicalSessionTimeoutMinutes: 30} | {version: '4.4.29', gitVersion: 'x'}    | MongoDB 4.4.29, standalone                        | true  | false
                    {msg: 'isdbgrid'}                                  | {version: '7.0.2', gitVersion: 'x'}     | MongoDB 7.0.2, sharded                            | false | true
                    {helloOk: true}                                    | {ferretdb: {version: '1.24.0'}}         | FerretDB 1.24.0, standalone                       | false | false
                    {setName: 'rs0'}                                   | {version: '5.0.0', gitVersion: 'docdb'} | DocumentDB 5.0.0, replica set rs0                 | false | true
                    {ismaster: true}                                   | {version: '5.0.0'}                      | mongo-java-server 5.0.0, standalone               | false | false
                    {helloOk: true}                                    | {}                                      | MongoDB-compatible of unknown version, standalone | false | false
                    """)
    void aServerIsKnownByItsAnswers(
            String hello, String build, String summary, boolean sessions, boolean majority) {
        MongoCapabilities capabilities =
                MongoCapabilities.of(Document.parse(hello), Document.parse(build));

        assertThat(capabilities.summary()).isEqualTo(summary);
        assertThat(capabilities.sessions()).isEqualTo(sessions);
        assertThat(capabilities.majority()).isEqualTo(majority);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{version: '8.0.1', gitVersion: 'x'} | true",
                "{version: '5.0.0', nightshift: 'emulator'} | true",
                "{version: '5.0.0'} | false",
                "{ferretdb: {version: '1.24.0'}} | false",
                "{version: '5.0.0', gitVersion: 'docdb'} | false"
            })
    void onlyServersThatAreKnownToKeepPartialIndexesNeedNoTrial(String build, boolean known) {
        assertThat(
                        MongoCapabilities.of(new Document("ismaster", true), Document.parse(build))
                                .partialIndexes())
                .isEqualTo(known);
    }
}
