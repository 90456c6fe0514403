package renewals.activation.carrier.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.codec.CarrierFormat.Report;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierProfile.Heard;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.RepartitionNodes;

/**
 * Judges status reports of carriers by their revisions, all in one place, so that each is counted
 * once and every partition of renewals gets the same. Key carrierId, value {@link CarrierFormat}.
 */
public final class CarrierRegisterProcessor
    extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** The internal topic that brings the newest reports to all partitions of renewals. */
  public static final String TO_RENEWALS = "carrier-words";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "conflicting-statuses";

  private static final String NEWEST = RepartitionNodes.entryOf(TO_RENEWALS);

  private final CarrierParts parts;
  private final CarrierFormat format = new CarrierFormat();
  private KeyValueStore<String, byte[]> register;

  private CarrierRegisterProcessor(CarrierParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    register = context.getStateStore(CarrierStores.REGISTER);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String carrierId = new String(record.key(), StandardCharsets.UTF_8);
    Report report;
    Heard heard;
    try {
      report = format.readReport(carrierId, record.value());
      byte[] kept = register.get(carrierId);
      CarrierProfile known = kept == null ? null : format.readKnown(carrierId, kept);
      Instant appended = Instant.ofEpochMilli(report.original().appendedAt());
      heard = CarrierProfile.hear(known, report.word(), appended);
    } catch (RuntimeException e) {
      SourceRecord internal = SourceRecord.of(record, context().recordMetadata().orElseThrow());
      context()
          .forward(
              parts.deadLetters().ofFailure(internal, e, context().currentSystemTimeMs()),
              DEAD_LETTERS);
      return;
    }
    carryOut(record, report, heard);
  }

  private void carryOut(Record<byte[], byte[]> record, Report report, Heard heard) {
    SourceRecord original = report.original();
    switch (heard) {
      case Heard.Newer newer -> {
        parts.records().applied(original.topic());
        byte[] bytes = format.write(newer.now());
        register.put(report.word().carrierId(), bytes);
        context().forward(record.withValue(bytes), NEWEST);
      }
      case Heard.Repeated repeated -> parts.records().duplicate(original.topic());
      case Heard.Superseded superseded -> parts.records().duplicate(original.topic());
      case Heard.Conflicting conflicting -> sendToDeadLetters(report.word(), original);
    }
  }

  private void sendToDeadLetters(CarrierStatusReport report, SourceRecord original) {
    Cause cause =
        new Cause(
            "CONFLICTING_DUPLICATE",
            "revision %d of %s came again with other content; the first stays"
                .formatted(report.revision(), report.carrierId()),
            Stage.DECIDE);
    context()
        .forward(
            parts.deadLetters().of(original, cause, context().currentSystemTimeMs()), DEAD_LETTERS);
  }

  /** Makes the processor and says which stores it has. */
  public record Supplier(CarrierParts parts)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new CarrierRegisterProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CarrierStores.ofRegister();
    }
  }
}
