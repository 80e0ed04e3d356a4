package dev.nightshift.alerts.registry;

import java.util.List;

/**
 * A tab of the platform: what an operator sees, and what stands behind it.
 *
 * @param key the tab's name in registry files, UPPER_SNAKE
 * @param codePrefix how codes of the tab begin where that is shorter than the key; else the key
 * @param defaultModule the module that codes of the tab may leave out; empty when none may
 * @param file name of the shipped registry file of the tab; empty for tabs of a folder of yours
 * @param displayName what the tab is called on the screen
 * @param subtabs keys of its parts
 * @param managerFiles source files that run it
 * @param routes of its API
 * @param models documents it reads and writes
 * @param redisKeys with their times to live
 * @param externalDeps services outside the platform
 */
public record Tab(
        String key,
        String codePrefix,
        String defaultModule,
        String file,
        String displayName,
        List<String> subtabs,
        List<String> managerFiles,
        List<String> routes,
        List<String> models,
        List<RedisKey> redisKeys,
        List<String> externalDeps) {
    public Tab {
        subtabs = List.copyOf(subtabs);
        managerFiles = List.copyOf(managerFiles);
        routes = List.copyOf(routes);
        models = List.copyOf(models);
        redisKeys = List.copyOf(redisKeys);
        externalDeps = List.copyOf(externalDeps);
    }

    /** Both ways in which codes of the tab may begin. */
    List<String> prefixes() {
        return codePrefix.equals(key) ? List.of(key) : List.of(key, codePrefix);
    }
}
