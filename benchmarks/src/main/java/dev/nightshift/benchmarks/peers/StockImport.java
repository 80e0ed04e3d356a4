package dev.nightshift.benchmarks.peers;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import org.bson.Document;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.data.MongoItemWriter;
import org.springframework.batch.infrastructure.item.data.builder.MongoItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.core.io.FileSystemResource;
import org.springframework.data.mongodb.core.MongoTemplate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The import that the Spring Batch reference shows: FlatFileItemReader, MongoItemWriter in upsert
 * mode, chunks of 1,000, no validation, no merge, no accounts, no job metadata. It upserts by what
 * a lead is known by, its phone or else its e-mail, under a unique index: its {@code _id} is in no
 * vendor's file. Arguments: URI, database, file.
 */
public final class StockImport {
    private static final int CHUNK = 1_000;

    private StockImport() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[2]);
        try (MongoClient client = MongoClients.create(new ConnectionString(arguments[0]))) {
            LeadCollection.fresh(
                    client.getDatabase(arguments[1]), "peer_leads", Document.class, "key");
            MongoTemplate template = new MongoTemplate(client, arguments[1]);
            long start = System.nanoTime();
            JobExecution run = run(file, template);
            long millis = (System.nanoTime() - start) / 1_000_000;
            long rows =
                    run.getStepExecutions().stream().mapToLong(step -> step.getWriteCount()).sum();
            System.out.printf(
                    "{\"rows\":%d,\"durationMs\":%d,\"outcome\":\"%s\"}%n",
                    rows, millis, run.getStatus());
        }
    }

    private static JobExecution run(Path file, MongoTemplate template) throws Exception {
        String header;
        try (var lines = Files.newBufferedReader(file)) {
            header = lines.readLine();
        }
        FlatFileItemReader<Document> reader =
                new FlatFileItemReaderBuilder<Document>()
                        .name("leads")
                        .resource(new FileSystemResource(file))
                        .encoding("UTF-8")
                        .linesToSkip(1)
                        .delimited()
                        .names(header.split(","))
                        .fieldSetMapper(StockImport::document)
                        .build();
        MongoItemWriter<Document> writer =
                new MongoItemWriterBuilder<Document>()
                        .template(template)
                        .collection("peer_leads")
                        .mode(MongoItemWriter.Mode.UPSERT)
                        .primaryKeys(List.of("companyId", "key"))
                        .build();
        var repository = new ResourcelessJobRepository();
        Job job =
                new JobBuilder("stock", repository)
                        .start(
                                new StepBuilder("import", repository)
                                        .<Document, Document>chunk(CHUNK)
                                        .reader(reader)
                                        .writer(writer)
                                        .build())
                        .build();
        var operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.afterPropertiesSet();
        return operator.start(job, new JobParameters());
    }

    private static Document document(FieldSet fields) {
        Document document = new Document("companyId", "peer").append("key", key(fields));
        String[] names = fields.getNames();
        for (int i = 0; i < names.length; i++) {
            String value = text(fields, names[i]);
            if (!value.isEmpty()) {
                document.append(names[i], value);
            }
        }
        return document.append("updatedAt", Instant.EPOCH);
    }

    private static String key(FieldSet fields) {
        String phone = text(fields, "phone");
        String email = text(fields, "email");
        return !phone.isEmpty() ? phone : !email.isEmpty() ? email : text(fields, "lead_id");
    }

    private static String text(FieldSet fields, String column) {
        return Objects.requireNonNullElse(fields.readString(column), "");
    }
}
