package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.registry.CodeName;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.store.AlertKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which matter an emit is about; what it does not say, the registry or its name does. The registry
 * is read when it is first needed, not where an alert is raised. Thread-safe.
 */
public final class Keys {
    private final Supplier<Registry> source;
    private @Nullable Registry loaded;

    /** Over a registry that is read once. */
    public Keys(Supplier<Registry> registry) {
        this.source = registry;
    }

    /** One text for a matter of a company. */
    static String id(String companyId, AlertKey key) {
        return companyId + '/' + key.text();
    }

    synchronized Registry registry() {
        Registry known = loaded;
        if (known == null) {
            known = source.get();
            loaded = known;
        }
        return known;
    }

    AlertKey of(Emit emit) {
        List<String> flags = new ArrayList<>();
        Registry registry = registry();
        var entry = registry.byCode(emit.code());
        var name = CodeName.read(emit.code(), registry.tabs());
        if (name.isEmpty()) {
            flags.add("BAD_NAME");
        }
        if (entry.isEmpty()) {
            flags.add("UNREGISTERED");
        }
        String tab = emit.tab();
        if (tab == null) {
            tab =
                    entry.map(known -> known.tab())
                            .or(() -> name.map(parts -> parts.tab().key()))
                            .orElse("UNKNOWN");
        }
        String module = emit.module();
        if (module == null) {
            module =
                    entry.map(known -> known.module())
                            .or(() -> name.map(parts -> parts.rest().split("_", 2)[0]))
                            .orElse("UNKNOWN");
        }
        return new AlertKey(tab, module, emit.code(), flags);
    }
}
