package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.BatchMetadata;
import dev.nightshift.jobs.runs.store.PlainContextSerializer;

import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

import java.sql.Types;
import java.util.Objects;

import javax.sql.DataSource;

/** Spring Batch on the relational store, built when the first run needs it. Thread-safe. */
final class BatchRuntime {
    private static final String RUN_ID = "runId";

    private record Built(JobRepository repository, JobOperator operator) {}

    private final DataSource dataSource;
    private final PlatformTransactionManager transactions;
    private @org.jspecify.annotations.Nullable Built built;

    BatchRuntime(DataSource dataSource) {
        this.dataSource = dataSource;
        this.transactions = new JdbcTransactionManager(dataSource);
    }

    PlatformTransactionManager transactions() {
        return transactions;
    }

    JobRepository repository() {
        return built().repository();
    }

    /** Runs a job in this thread, as a new execution of the run's one job instance. */
    JobExecution execute(long runId, Job job) throws Exception {
        JobParameters parameters =
                new JobParametersBuilder().addLong(RUN_ID, runId, true).toJobParameters();
        return built().operator().start(job, parameters);
    }

    private synchronized Built built() {
        Built existing = built;
        if (existing == null) {
            try {
                existing = build();
            } catch (Exception unusable) {
                throw new IllegalStateException("Spring Batch cannot be set up", unusable);
            }
            built = existing;
        }
        return existing;
    }

    private Built build() throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setTransactionManager(transactions);
        // The run's row makes launches atomic; SERIALIZABLE would only make them fail at random.
        factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
        factory.setJobKeyGenerator(BatchRuntime::key);
        factory.setSerializer(new PlainContextSerializer());
        factory.setClobType(Types.LONGVARCHAR);
        // Exit messages are stack traces: they may hold rows and secrets, and the log has them.
        factory.setMaxVarCharLengthForExitMessage(0);
        factory.afterPropertiesSet();
        JobRepository repository = factory.getObject();
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.setTaskExecutor(new SyncTaskExecutor());
        operator.afterPropertiesSet();
        return new Built(repository, operator);
    }

    private static String key(JobParameters parameters) {
        JobParameter<?> runId =
                Objects.requireNonNull(parameters.getParameter(RUN_ID), "a run's parameters");
        return BatchMetadata.key((Long) runId.value());
    }
}
