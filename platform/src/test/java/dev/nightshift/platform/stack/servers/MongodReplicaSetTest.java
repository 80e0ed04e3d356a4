package dev.nightshift.platform.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class MongodReplicaSetTest {
    @Test
    void takesEverythingFromItsConfigurationFile() {
        assertThat(MongodReplicaSet.commandLine(Path.of("/opt/mongod"), Path.of("/d/mongod.conf")))
                .containsExactly("/opt/mongod", "--config", "/d/mongod.conf");
    }

    @Test
    void listensOnLoopbackAloneAsAReplicaSetThatAsksForALogin() {
        assertThat(MongodReplicaSet.configuration(Path.of("/d"), Path.of("/d/it's"), 4711))
                .isEqualTo(
                        """
                        net:
                          bindIp: 127.0.0.1
                          port: 4711
                          unixDomainSocket:
                            enabled: false
                        storage:
                          dbPath: '/d/it''s'
                        security:
                          authorization: enabled
                          keyFile: '/d/mongod.key'
                        replication:
                          replSetName: nightshift
                          oplogSizeMB: 1024
                        processManagement:
                          pidFilePath: '/d/mongod.pid'
                        """);
    }
}
