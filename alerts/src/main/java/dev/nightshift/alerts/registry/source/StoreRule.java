package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.Finding;
import dev.nightshift.alerts.registry.source.report.Finding.Kind;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds calls of MongoDB and Redis that have no company in reach. */
final class StoreRule {
    private static final Set<String> MONGO =
            Set.of(
                    "findOne",
                    "findById",
                    "findOneAndUpdate",
                    "findByIdAndUpdate",
                    "findOneAndDelete",
                    "findByIdAndDelete",
                    "findOneAndReplace",
                    "updateOne",
                    "updateMany",
                    "replaceOne",
                    "deleteOne",
                    "deleteMany",
                    "insertOne",
                    "insertMany",
                    "countDocuments",
                    "estimatedDocumentCount",
                    "bulkWrite");

    /** Names that other things have too: they count on a model or a collection only. */
    private static final Set<String> MONGO_ON_MODEL =
            Set.of("find", "aggregate", "distinct", "exists", "create", "count");

    private static final Set<String> REDIS =
            Set.of(
                    "get",
                    "set",
                    "setex",
                    "psetex",
                    "setnx",
                    "getset",
                    "getdel",
                    "getex",
                    "del",
                    "unlink",
                    "expire",
                    "incr",
                    "incrby",
                    "decr",
                    "append",
                    "hget",
                    "hset",
                    "hmset",
                    "hmget",
                    "hgetall",
                    "hdel",
                    "hincrby",
                    "lpush",
                    "rpush",
                    "lpop",
                    "rpop",
                    "lrange",
                    "sadd",
                    "srem",
                    "smembers",
                    "zadd",
                    "zrange",
                    "zrem",
                    "mget",
                    "mset",
                    "exists",
                    "ttl",
                    "keys",
                    "scan",
                    "flushall",
                    "flushdb");

    private static final Set<String> NO_MODELS =
            Set.of(
                    "Object",
                    "Array",
                    "Promise",
                    "JSON",
                    "Math",
                    "React",
                    "Buffer",
                    "Date",
                    "Map",
                    "Set",
                    "Reflect",
                    "Error",
                    "Symbol",
                    "String",
                    "Number",
                    "StyleSheet");

    private static final Set<String> QUERIES =
            Set.of("filter", "query", "where", "match", "conditions", "criteria", "pipeline");

    private static final Set<String> COMPANIES =
            Set.of("company", "companies", "tenant", "tenants", "companymodel", "tenantmodel");

    private final SourceFile file;
    private final Values values;
    private final CompanyReach reach;

    StoreRule(SourceFile file, Values values) {
        this.file = file;
        this.values = values;
        this.reach = new CompanyReach(file);
    }

    @Nullable Finding check(Call call) {
        if (call.chain().size() < 2 || call.isDefinition()) {
            return null;
        }
        if (isMongo(call)) {
            boolean known =
                    isCompanies(call)
                            || reach.around(call.name())
                            || reach.in(call.open(), call.close());
            return known
                    ? null
                    : new Finding(
                            call.place(),
                            Kind.MONGO_WITHOUT_COMPANY,
                            call.written(),
                            "neither its arguments nor the function around it name a company");
        }
        return isRedis(call) ? redis(call) : null;
    }

    private boolean isMongo(Call call) {
        if (NO_MODELS.contains(call.receiver())) {
            return false;
        }
        return MONGO.contains(call.method())
                || (MONGO_ON_MODEL.contains(call.method())
                        && isModel(call)
                        && !takesFunction(call));
    }

    private boolean isModel(Call call) {
        String receiver = call.receiver();
        String lower = receiver.toLowerCase(Locale.ROOT);
        if (lower.equals("collection()") || lower.equals("model()")) {
            return true;
        }
        if (lower.endsWith("model") || lower.endsWith("collection")) {
            return true;
        }
        if (call.chain().size() == 2 && isConstructed(receiver, "model", "collection")) {
            return true;
        }
        return call.chain().size() == 2
                && receiver.length() > 1
                && Character.isUpperCase(receiver.charAt(0))
                && Character.isLowerCase(receiver.charAt(1))
                && takesDocument(call);
    }

    /** An object, a list, nothing, or a name that says it: what a query takes, not a factory. */
    private boolean takesDocument(Call call) {
        TokenList tokens = file.tokens();
        int first = call.open() + 1;
        if (tokens.is(first, TokenKind.WORD)) {
            String name = tokens.text(first).toLowerCase(Locale.ROOT);
            return QUERIES.stream().anyMatch(name::endsWith);
        }
        return tokens.is(first, "{") || tokens.is(first, "[") || tokens.is(first, ")");
    }

    private boolean takesFunction(Call call) {
        ObjectLiteral.Property first = call.argument(0);
        TokenList tokens = file.tokens();
        if (first == null) {
            return false;
        }
        for (int i = first.from(); i < first.to(); i++) {
            if (tokens.is(i, "=>") || tokens.is(i, "function")) {
                return true;
            }
            i = tokens.match(i) > i ? tokens.match(i) : i;
        }
        return false;
    }

    /** A collection of the companies themselves has no company above it. */
    private boolean isCompanies(Call call) {
        String receiver = call.receiver().toLowerCase(Locale.ROOT);
        if (receiver.endsWith("()")) {
            int dot = call.name() - 1;
            int open = file.tokens().match(dot - 1);
            return open > 0
                    && file.tokens().is(open + 1, TokenKind.STRING)
                    && COMPANIES.contains(file.tokens().value(open + 1).toLowerCase(Locale.ROOT));
        }
        return COMPANIES.contains(receiver);
    }

    private boolean isRedis(Call call) {
        if (!REDIS.contains(call.method().toLowerCase(Locale.ROOT))) {
            return false;
        }
        String receiver = call.receiver();
        return receiver.toLowerCase(Locale.ROOT).contains("redis")
                || (call.chain().size() == 2
                        && isConstructed(receiver, "Redis", "createClient", "IORedis", "Cluster"));
    }

    private @Nullable Finding redis(Call call) {
        ObjectLiteral.Property key = call.argument(0);
        if (key == null) {
            return redisFinding(call, "it touches the keys of every company");
        }
        if (reach.in(key.from(), key.to())) {
            return null;
        }
        Resolved resolved = values.text(file, key.from(), key.to());
        if (resolved.values().stream().anyMatch(CompanyReach::names)) {
            return null;
        }
        if (resolved.unknown() == null && !resolved.values().isEmpty()) {
            String shown = resolved.values().stream().sorted().findFirst().orElse("");
            // What the key begins with is not known, and may well be the company.
            boolean open = shown.startsWith("*") && reach.around(call.name());
            return open
                    ? null
                    : redisFinding(call, "no company is in its key '%s'".formatted(shown));
        }
        return reach.around(call.name())
                ? null
                : redisFinding(
                        call,
                        "its key is made elsewhere, and the function around it names no company");
    }

    private static Finding redisFinding(Call call, String detail) {
        return new Finding(call.place(), Kind.REDIS_WITHOUT_COMPANY, call.written(), detail);
    }

    /** Whether a name is defined by calling one of these, as in {@code new Redis()}. */
    private boolean isConstructed(String name, String... makers) {
        List<Definition> definitions = file.definitions().all().get(name);
        if (definitions == null) {
            return false;
        }
        for (Definition definition : definitions) {
            if (definition instanceof Definition.Initialised is) {
                int end = Math.min(is.from() + 8, file.tokens().size() - 1);
                for (int i = is.from(); i < end; i++) {
                    for (String maker : makers) {
                        if (file.tokens().is(i, maker) && file.tokens().is(i + 1, "(")) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }
}
