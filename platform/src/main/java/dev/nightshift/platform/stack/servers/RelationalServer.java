package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.files.PrivateFiles;

import org.h2.engine.Constants;
import org.h2.tools.Server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An H2 database in a file, served on loopback. A commit is in the file before it is answered.
 * Thread-safe.
 */
public final class RelationalServer implements AutoCloseable {
    /** The only user. */
    public static final String USER = "nightshift";

    private static final String DATABASE = "nightshift";

    private static final int ANSWER_SECONDS = 10;

    private final Server server;
    private final Connection keeper;

    private RelationalServer(Server server, Connection keeper) {
        this.server = server;
        this.keeper = keeper;
    }

    /**
     * Serves the database in {@code dir}, which is created when missing; clients cannot create
     * another one. The JVM must run with {@code -Dh2.bindAddress=127.0.0.1}.
     *
     * @param before the port to take where it is free; 0 for any
     */
    public static RelationalServer start(Path dir, String password, int before)
            throws IOException, SQLException {
        if (!"127.0.0.1".equals(System.getProperty("h2.bindAddress"))) {
            throw new IllegalStateException("h2.bindAddress must be 127.0.0.1");
        }
        PrivateFiles.directory(dir);
        // This process closes the database itself, in its turn; H2's own hook would be faster.
        Connection keeper =
                DriverManager.getConnection(
                        "jdbc:h2:file:"
                                + dir.toAbsolutePath().resolve(DATABASE)
                                + ";DB_CLOSE_ON_EXIT=FALSE",
                        USER,
                        password);
        try (Statement statement = keeper.createStatement()) {
            // With the default of half a second a killed process would forget commits.
            statement.execute("SET WRITE_DELAY 0");
            Server server =
                    Server.createTcpServer(
                                    "-tcpPort",
                                    String.valueOf(FreePort.again(before)),
                                    "-baseDir",
                                    dir.toAbsolutePath().toString(),
                                    "-ifExists",
                                    "-tcpDaemon")
                            .start();
            return new RelationalServer(server, keeper);
        } catch (SQLException | IOException e) {
            keeper.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** {@code jdbc:h2:tcp:}, without user and password. */
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(server.getPort(), DATABASE);
    }

    /** What serves. */
    public static String engine() {
        return "H2 " + Constants.VERSION;
    }

    /** Connections of clients. */
    public int clients() throws SQLException {
        try (Statement statement = keeper.createStatement();
                ResultSet count =
                        statement.executeQuery(
                                "SELECT COUNT(*) - 1 FROM INFORMATION_SCHEMA.SESSIONS")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** Whether the database closed itself, as it does for good when it cannot write. */
    public boolean isBroken() {
        try {
            return !keeper.isValid(ANSWER_SECONDS);
        } catch (SQLException gone) {
            return true;
        }
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        try (keeper;
                Statement statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }
}
