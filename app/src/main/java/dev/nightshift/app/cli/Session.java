package dev.nightshift.app.cli;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.emit.AlertSpool;
import dev.nightshift.alerts.escalation.Mutes;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.ContactFile;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.app.logging.ErrorReports;
import dev.nightshift.app.logging.Logs;
import dev.nightshift.app.terminal.Printer;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.app.wiring.NightshiftApplication;
import dev.nightshift.app.wiring.Scheduling;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.schedules.Schedules;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One command from its arguments to its exit code: what it takes from outside, its settings, whom
 * it works for. Settings are read, and the log opened, when they are first asked for, so that help
 * needs neither. Used by one thread.
 */
public final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final String requestId = UUID.randomUUID().toString();
    private @Nullable Settings settings;
    private @Nullable Endpoints endpoints;
    private @Nullable Stores stores;
    private @Nullable Runs runs;
    private @Nullable AlertSpool spool;
    private @Nullable Jobs jobs;

    Session(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** The streams, variables and clock of this command. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Prints as the operator asked for. */
    public Printer printer() {
        return new Printer(surroundings, options.output() == GlobalOptions.Output.JSON);
    }

    /** The settings of the environment, with the command line's data dir; opens the log. */
    public Settings settings() {
        if (settings == null) {
            Map<String, String> environment = new HashMap<>(surroundings.environment());
            Path dataDir = options.dataDir();
            if (dataDir != null) {
                environment.put("NIGHTSHIFT_DATA_DIR", dataDir.toString());
            }
            Settings read = Settings.from(environment);
            Logs.toFileIn(read.dataDir(), read.environment());
            ErrorReports.start(read, VersionText.version());
            settings = read;
        }
        return settings;
    }

    /** The stack of these settings, for its status. */
    public Stack stack() {
        return new Stack(settings());
    }

    /** Where the stores are; starts the embedded ones where needed. */
    public Endpoints endpoints() {
        if (endpoints == null) {
            endpoints = stack().endpoints();
        }
        return endpoints;
    }

    /** The open stores; closed with this session. {@code feature} is the command's name. */
    public Stores stores(String feature) {
        if (stores == null) {
            stores = Stores.open(endpoints(), surroundings.clock(), platform(feature));
        }
        return stores;
    }

    /** All runs, to look at and to steer; closed with this session. */
    public Runs runs() {
        if (runs == null) {
            platform("runs");
            spool = new AlertSpool(Alerts.spool(settings().dataDir()), surroundings.clock());
            runs = Runs.open(endpoints(), List.of(), spool);
        }
        return runs;
    }

    /** What starts jobs; closed with this session. */
    public Jobs jobs(String feature) {
        if (jobs == null) {
            Stores open = stores(feature);
            tellWhatServes(open);
            jobs =
                    new Jobs(
                            NightshiftApplication.start(
                                    settings(),
                                    open,
                                    surroundings.clock(),
                                    surroundings.in(),
                                    this::contacts),
                            surroundings,
                            feature.equals(DrillJob.NAME)
                                    ? "ending the drill: its faults are taken back"
                                    : "stopping at the next batch");
        }
        return jobs;
    }

    /** Programs that read JSON find nothing but failures on {@code err}; the log has it always. */
    private void tellWhatServes(Stores open) {
        String serving =
                settings().mongodbUri().isEmpty()
                        ? endpoints().summary()
                        : "%s (MongoDB is %s)"
                                .formatted(
                                        endpoints().summary(),
                                        open.mongo().capabilities().summary());
        log.atInfo().addKeyValue("event", "stores_opened").log(serving);
        if (!printer().json()) {
            printer().note("stores: " + serving);
        }
    }

    /** The table of schedules as its files have it now. */
    public Schedules schedules() {
        return Scheduling.table(settings());
    }

    /** Looks at backfills and steers them. */
    public BackfillDesk backfillDesk() {
        Stores open = stores("backfill");
        return new BackfillDesk(
                Catalogue.shipped(),
                open.mongo(),
                open.companies(),
                jobs == null ? runs().registry() : jobs.runs().registry(),
                surroundings.clock());
    }

    /** Alerts of this command; close them before the session. */
    public Alerts alerts(String feature) {
        return stores(feature).alerts(settings(), this::contacts, surroundings.clock());
    }

    /** Whom alerts reach; BAD_SETTING when the file cannot be used. */
    public ContactBook contacts() {
        return ContactFile.read(settings().alertsConfig(), surroundings.environment());
    }

    /** Alerts of no company. */
    public ServiceAlerts serviceAlerts() {
        return new ServiceAlerts(
                stores("alerts").mongo().platform(), platform("alerts"), surroundings.clock());
    }

    /** The record of alerts. */
    public AlertStore alertStore() {
        return new AlertStore(stores("alerts").mongo().tenants(), surroundings.clock());
    }

    /** Maintenance windows. */
    public Mutes alertMutes() {
        return new Mutes(stores("alerts").mongo().tenants(), surroundings.clock());
    }

    /** Who gives this command. */
    public String actor() {
        return surroundings.environment().getOrDefault("USER", "operator");
    }

    @Override
    public void close() {
        MDC.clear();
        if (jobs != null) {
            jobs.close();
        }
        if (runs != null) {
            runs.close();
        }
        if (spool != null) {
            spool.close();
        }
        if (stores != null) {
            stores.close();
        }
    }

    /** The data dir when the settings were read, for messages about a failure. */
    @Nullable Path dataDirIfKnown() {
        return settings == null ? null : settings.dataDir();
    }

    /** The platform as the caller; {@code feature} is the command's name. */
    public PlatformContext platform(String feature) {
        MDC.put("requestId", requestId);
        MDC.put("feature", feature);
        return new PlatformContext(requestId, feature, actor());
    }

    /** One company as the caller; {@code feature} is the command's name. */
    public TenantContext tenant(CompanyId company, String feature) {
        MDC.put("companyId", company.value());
        return platform(feature).in(company);
    }

    /** The same for a company that must exist, suspended or not; alerts may be the service's. */
    public TenantContext existing(CompanyId company, String feature) {
        if (company.equals(PlatformContext.SERVICE) && feature.equals("alerts")) {
            return tenant(company, feature);
        }
        stores(feature).companies().show(platform(feature), company);
        return tenant(company, feature);
    }

    /** Ties together the log lines of this command. */
    String requestId() {
        return requestId;
    }
}
