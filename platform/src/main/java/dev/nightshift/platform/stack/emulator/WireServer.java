package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;

import dev.nightshift.platform.stack.accounts.LocalAccounts;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A backend on a port of loopback. As the library's own server, which lets nobody stand at its
 * door: here a connection is asked for its account before a byte of it is read. Thread-safe.
 */
final class WireServer implements AutoCloseable {
    private static final int WORKERS = 16;
    private static final int BACKLOG = 100;
    private static final int STOP_SECONDS = 5;

    private final MongoBackend backend;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel door;

    private WireServer(MongoBackend backend, LocalAccounts accounts, int port) {
        this.backend = backend;
        this.acceptor = threads("mongo-emulator-accept", 1);
        this.workers = threads("mongo-emulator-", WORKERS);
        try {
            this.door =
                    new ServerBootstrap()
                            .group(acceptor, workers)
                            .channel(NioServerSocketChannel.class)
                            .option(ChannelOption.SO_BACKLOG, BACKLOG)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childHandler(pipeline(accounts))
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .syncUninterruptibly()
                            .channel();
        } catch (RuntimeException taken) {
            stop();
            throw taken;
        }
    }

    /**
     * Serves the backend, which is closed with it.
     *
     * @param port 0 for any
     */
    static WireServer listen(MongoBackend backend, LocalAccounts accounts, int port) {
        return new WireServer(backend, accounts, port);
    }

    private static EventLoopGroup threads(String name, int count) {
        return new MultiThreadIoEventLoopGroup(
                count, Thread.ofPlatform().name(name, 0).factory(), NioIoHandler.newFactory());
    }

    private ChannelInitializer<SocketChannel> pipeline(LocalAccounts accounts) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new OwnAccountOnly(accounts))
                        .addLast(new MongoWireReplyEncoder())
                        .addLast(new MongoWireMessageEncoder())
                        .addLast(new MongoWireProtocolHandler())
                        .addLast(new MongoDatabaseHandler(backend, clients))
                        .addLast(new MongoExceptionHandler());
            }
        };
    }

    /** Where it listens. */
    int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    @Override
    public void close() {
        door.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        stop();
    }

    private void stop() {
        List<Future<?>> ends =
                Stream.of(acceptor, workers)
                        .<Future<?>>map(
                                threads ->
                                        threads.shutdownGracefully(
                                                0, STOP_SECONDS, TimeUnit.SECONDS))
                        .toList();
        ends.forEach(Future::syncUninterruptibly);
        backend.close();
    }
}
