package dev.nightshift.platform.stack.emulator;

/** A read in progress; closing it lets go of the pages that it may have needed. */
interface MVRead extends AutoCloseable {
    @Override
    void close();
}
