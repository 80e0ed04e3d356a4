package dev.nightshift.app.wiring;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.readiness.ActiveOnly;
import dev.nightshift.alerts.readiness.ContactSettings;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.files.LoadedRegistry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.validation.RegistryChecks;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.drills.journal.JournalArchive;
import dev.nightshift.drills.live.LiveLease;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.jobs.alertescalation.AlertEscalationJob;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.backfill.Backfills;
import dev.nightshift.jobs.companycheck.CompanyCheckJob;
import dev.nightshift.jobs.csvimport.CsvImportJob;
import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.csvimport.ImportLedger;
import dev.nightshift.jobs.csvimport.ImportTargets;
import dev.nightshift.jobs.csvimport.ImportUndoJob;
import dev.nightshift.jobs.csvimport.ImportUndos;
import dev.nightshift.jobs.csvimport.Inspections;
import dev.nightshift.jobs.csvimport.Spool;
import dev.nightshift.jobs.heartbeatsweep.HeartbeatSweepJob;
import dev.nightshift.jobs.housekeeping.HousekeepingJob;
import dev.nightshift.jobs.isolationtest.IsolationTestJob;
import dev.nightshift.jobs.keycleanup.KeyCleanupJob;
import dev.nightshift.jobs.registryvalidation.RegistryValidationJob;
import dev.nightshift.jobs.registryvalidation.RegistryValidations;
import dev.nightshift.jobs.registryvalidation.ValidationLedger;
import dev.nightshift.jobs.retention.Retained;
import dev.nightshift.jobs.retention.RetainedAlerts;
import dev.nightshift.jobs.retention.RetainedByDate;
import dev.nightshift.jobs.retention.RetainedRejects;
import dev.nightshift.jobs.retention.RetainedRuns;
import dev.nightshift.jobs.retention.RetainedWebhookEvents;
import dev.nightshift.jobs.retention.RetentionJob;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.sloprobe.SloProbeJob;
import dev.nightshift.jobs.sloprobe.operations.Operations;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.jobs.webhookredrive.WebhookRedriveJob;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.check.CompanyChecks;
import dev.nightshift.platform.isolation.IsolationTrial;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.writers.webhook.WebhookEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;

import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The application of every process that starts jobs. Nothing is configured by itself: what is here
 * is what there is. Beans are made when they are first asked for.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
public class NightshiftApplication {

    /**
     * Starts it on stores that the caller opened and closes.
     *
     * @param input standard input, for jobs that read it
     * @param contacts told directly of alerts that wait while MongoDB is away
     * @return the context; close it when no run is at work here
     */
    public static ConfigurableApplicationContext start(
            Settings settings,
            Stores stores,
            InstantSource clock,
            InputStream input,
            Supplier<ContactBook> contacts) {
        // The log is open already, and it is not Spring's.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        return new SpringApplicationBuilder(NightshiftApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .lazyInitialization(true)
                .registerShutdownHook(false)
                .initializers(
                        context -> {
                            GenericApplicationContext beans = (GenericApplicationContext) context;
                            beans.registerBean(Settings.class, () -> settings);
                            beans.getBeanFactory().registerSingleton("stores", stores);
                            beans.registerBean(InstantSource.class, () -> clock);
                            beans.registerBean(Contacts.class, () -> new Contacts(contacts));
                            beans.registerBean(
                                    Spool.class, () -> new Spool(settings.dataDir(), () -> input));
                        })
                .run();
    }

    /** Whom alerts reach, read when they are told. */
    record Contacts(Supplier<ContactBook> book) {}

    @Bean
    Inspections inspections(Settings settings) {
        return new Inspections(settings);
    }

    @Bean
    ImportLedger importLedger(Stores stores) {
        return new ImportLedger(stores.mongo().tenants());
    }

    @Bean
    ImportTargets importTargets(Stores stores, Settings settings) {
        return new ImportTargets(stores.mongo().tenants(), stores.cache(), settings);
    }

    @Bean
    CsvImportJob csvImportJob(
            Inspections inspections,
            ImportLedger ledger,
            ImportTargets targets,
            InstantSource clock) {
        return new CsvImportJob(inspections, ledger, targets, clock);
    }

    @Bean
    ImportUndoJob importUndoJob(
            Stores stores, ImportLedger ledger, ImportTargets targets, InstantSource clock) {
        return new ImportUndoJob(ledger, stores.mongo().tenants(), targets, clock);
    }

    @Bean
    BackfillJob backfillJob(Stores stores, InstantSource clock, Alerts alerts) {
        return new BackfillJob(
                new BackfillJob.Parts(
                        Catalogue.shipped(),
                        new MigrationLedger(stores.mongo().platform(), clock),
                        new CompanyLedger(
                                stores.mongo().tenants(), stores.mongo().platform(), clock),
                        stores.companies(),
                        stores.mongo(),
                        stores.cache(),
                        new AlertStore(stores.mongo().tenants(), clock),
                        alerts,
                        clock),
                context -> LiveLease.requireNone(stores.mongo().platform(), context, clock));
    }

    @Bean
    Backfills backfills(BackfillJob job, Runs runs) {
        return new Backfills(job, runs.starter(), runs.registry());
    }

    @Bean
    HeartbeatSweepJob heartbeatSweepJob(
            Stores stores, Settings settings, InstantSource clock, Alerts alerts) {
        return new HeartbeatSweepJob(
                stores.companies(),
                () ->
                        new Heartbeats(
                                stores.mongo().platform(),
                                RegistryLoader.load(settings.registryDir()).orThrow(),
                                clock),
                alerts);
    }

    @Bean
    RetentionJob retentionJob(
            Stores stores,
            Settings settings,
            InstantSource clock,
            Alerts alerts,
            ObjectProvider<Runs> runs) {
        List<Retained> kinds =
                List.of(
                        new RetainedAlerts(new AlertStore(stores.mongo().tenants(), clock)),
                        new RetainedWebhookEvents(
                                stores.mongo().tenants(),
                                settings.dataDir().resolve("archive"),
                                clock),
                        RetainedByDate.preImages(stores.mongo().tenants(), clock),
                        RetainedByDate.telemetry(stores.mongo().tenants(), clock),
                        new RetainedRejects(settings.dataDir().resolve("rejects"), clock),
                        new RetainedRuns(() -> runs.getObject().registry()));
        return new RetentionJob(stores.companies(), kinds, alerts);
    }

    @Bean
    TestDataJob testDataJob(Stores stores, Alerts alerts, InstantSource clock) {
        return new TestDataJob(
                stores.companies(), stores.mongo().tenants(), stores.cache(), alerts, clock);
    }

    @Bean
    SloProbeJob sloProbeJob(Stores stores, Settings settings, Alerts alerts, InstantSource clock) {
        return new SloProbeJob(
                new SloProbeJob.Parts(
                        stores.companies(),
                        () -> SloPlans.of(settings),
                        new Operations(
                                stores.companies(),
                                stores.mongo().tenants(),
                                alerts::trialEmits,
                                System.getenv(),
                                clock),
                        new SloResults(stores.mongo()),
                        alerts,
                        clock,
                        System::nanoTime));
    }

    @Bean
    WebhookRedriveJob webhookRedriveJob(
            Stores stores, Settings settings, Alerts alerts, InstantSource clock) {
        return new WebhookRedriveJob(
                stores.companies(),
                stores.mongo().tenants(),
                settings.webhookUrl()
                        .map(url -> new WebhookEndpoint(URI.create(url), settings.webhookToken())),
                alerts,
                clock);
    }

    @Bean
    KeyCleanupJob keyCleanupJob(
            Stores stores, Settings settings, Alerts alerts, InstantSource clock) {
        return new KeyCleanupJob(
                stores.companies(),
                stores.mongo(),
                stores.redis(),
                () -> KeySpaces.load(settings.keySpacesDir()),
                alerts,
                clock);
    }

    @Bean
    ValidationLedger validationLedger(Stores stores, InstantSource clock) {
        return new ValidationLedger(stores.mongo().tenants(), clock);
    }

    @Bean
    RegistryValidationJob registryValidationJob(
            Stores stores,
            Settings settings,
            Contacts contacts,
            ValidationLedger ledger,
            Alerts alerts,
            InstantSource clock) {
        return new RegistryValidationJob(
                stores.companies(),
                () -> {
                    LoadedRegistry loaded = RegistryLoader.load(settings.registryDir());
                    return new RegistryChecks(
                            loaded,
                            new Sightings(stores.mongo().tenants(), loaded.registry()),
                            new ContactSettings(contacts.book().get(), settings.alertsConfig()),
                            new ActiveOnly(stores.companies(), alerts.trial(loaded.registry())),
                            clock);
                },
                ledger,
                alerts);
    }

    @Bean
    AlertEscalationJob alertEscalationJob(Stores stores, Contacts contacts, Alerts alerts) {
        return new AlertEscalationJob(
                stores.companies(), () -> alerts.escalations(contacts.book().get()));
    }

    @Bean
    CompanyCheckJob companyCheckJob(Stores stores, InstantSource clock, Alerts alerts) {
        return new CompanyCheckJob(
                stores.companies(),
                new CompanyChecks(stores.companies(), stores.mongo(), stores.cache(), clock)::check,
                new AlertStore(stores.mongo().tenants(), clock),
                alerts);
    }

    @Bean
    IsolationTestJob isolationTestJob(Stores stores, Alerts alerts) {
        IsolationTrial trial =
                new IsolationTrial(
                        stores.companies(), stores.mongo(), stores.redis(), stores.cache());
        return new IsolationTestJob(trial::run, alerts);
    }

    @Bean
    DrillJob drillJob(
            Stores stores,
            Settings settings,
            ObjectProvider<Runs> runs,
            Alerts alerts,
            InstantSource clock) {
        return new DrillJob(
                () -> Experiments.load(settings.dataDir().resolve("experiments")),
                new Drills(settings.dataDir(), clock),
                context ->
                        new DrillSurroundings(
                                context,
                                settings,
                                stores.mongo().platform(),
                                stores.endpoints(),
                                () -> runs.getObject().registry(),
                                alerts,
                                () -> budgetLeft(stores, settings, context),
                                clock),
                context -> new JournalArchive(stores.mongo().platform(), context, clock));
    }

    /** Of the company that has least; in percent. What is measured no more does not count. */
    private static Optional<Double> budgetLeft(
            Stores stores, Settings settings, PlatformContext context) {
        Set<String> slos = SloPlans.of(settings).names();
        return new SloResults(stores.mongo())
                        .latest(
                                context,
                                stores.companies().list(context).stream()
                                        .filter(Company::isActive)
                                        .map(Company::id)
                                        .toList())
                        .values()
                        .stream()
                        .flatMap(List::stream)
                        .filter(result -> slos.contains(result.slo()))
                        .map(result -> 100 * result.budgetLeft())
                        .min(Double::compare);
    }

    @Bean
    HousekeepingJob housekeepingJob(ObjectProvider<Runs> runs) {
        return new HousekeepingJob(Housekeeping.chores(runs::getObject));
    }

    @Bean
    Scheduling scheduling(
            Stores stores,
            Settings settings,
            Runs runs,
            CsvImports imports,
            Alerts alerts,
            InstantSource clock) {
        return new Scheduling(stores, settings, runs, imports, alerts, clock);
    }

    @Bean
    RegistryValidations registryValidations(Stores stores, ValidationLedger ledger, Runs runs) {
        return new RegistryValidations(stores.companies(), ledger, runs.starter());
    }

    @Bean
    Alerts alerts(Stores stores, Settings settings, Contacts contacts, InstantSource clock) {
        return stores.alerts(settings, contacts.book(), clock);
    }

    @Bean
    Runs runs(Stores stores, List<JobDefinition> jobs, Alerts alerts, InstantSource clock) {
        return Runs.open(stores.endpoints(), jobs, alerts, clock);
    }

    @Bean
    CsvImports csvImports(
            Stores stores, Inspections inspections, ImportLedger ledger, Runs runs, Spool spool) {
        return new CsvImports(stores.companies(), inspections, ledger, runs.starter(), spool);
    }

    @Bean
    ImportUndos importUndos(ImportLedger ledger, Runs runs) {
        return new ImportUndos(ledger, runs.starter(), runs.registry());
    }
}
