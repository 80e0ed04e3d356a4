package dev.nightshift.platform.stack.emulator;

import dev.nightshift.platform.stack.accounts.LocalAccounts;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;

/**
 * Hangs up on clients of other accounts, once per connection and before anything is read from it;
 * after that it is in nobody's way.
 */
final class OwnAccountOnly extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(OwnAccountOnly.class);

    private final LocalAccounts accounts;

    OwnAccountOnly(LocalAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        boolean welcome =
                context.channel().remoteAddress() instanceof InetSocketAddress client
                        && context.channel().localAddress() instanceof InetSocketAddress server
                        && accounts.admit(client, server);
        if (!welcome) {
            log.warn("refused a connection: it is another account's, or was closed at once");
            var _ = context.close();
            return;
        }
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
