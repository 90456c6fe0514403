package renewals.streams.trace;

import org.jspecify.annotations.Nullable;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.streams.record.SourceRecord;

/**
 * Spans of records that are worked on.
 *
 * <p>Source: OpenTelemetry's semantic conventions for messaging, and for Kafka.
 */
public final class RecordSteps {

  private RecordSteps() {}

  /**
   * Begins the span of a record, in the trace that the record names, else in one of its own.
   *
   * @param link what it goes back to, null for nothing
   */
  public static TraceStep begin(Tracing tracing, SourceRecord record, @Nullable TraceContext link) {
    return tracing
        .begin(
            Tracing.Kind.CONSUMER,
            "process " + record.topic(),
            TraceHeaders.of(record.headers()),
            link)
        .with("messaging.system", "kafka")
        .with("messaging.operation.type", "process")
        .with("messaging.operation.name", "process")
        .with("messaging.destination.name", record.topic())
        .with("messaging.destination.partition.id", Integer.toString(record.partition()))
        .with("messaging.kafka.offset", record.offset());
  }
}
