package renewals.activation.topology;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.codec.CarrierFormat;
import renewals.activation.codec.CarrierFormat.Report;
import renewals.activation.domain.CarrierProfile;
import renewals.activation.domain.CarrierProfile.Heard;
import renewals.activation.domain.CarrierStatusReport;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;

/**
 * Judges carriers' words by their revisions, all in one place, so that each is counted once and
 * every partition of renewals hears the same. Key carrierId, value {@link CarrierFormat}.
 */
final class CarrierRegisterProcessor
    extends ContextualProcessor<byte[], Emission, byte[], Emission> {

  private static final Logger LOG = LoggerFactory.getLogger(CarrierRegisterProcessor.class);

  private final Parts parts;
  private final CarrierFormat format = new CarrierFormat();
  private KeyValueStore<String, byte[]> register;

  private CarrierRegisterProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    register = context.getStateStore(Stores.CARRIER_REGISTER);
  }

  @Override
  public void process(Record<byte[], Emission> record) {
    String carrierId = new String(record.key(), StandardCharsets.UTF_8);
    byte[] bytes = record.value().bytes();
    Report report;
    Heard heard;
    try {
      report = format.readReport(carrierId, bytes);
      byte[] kept = register.get(carrierId);
      CarrierProfile known = kept == null ? null : format.readKnown(carrierId, kept);
      Instant appended = Instant.ofEpochMilli(report.original().appendedAt());
      heard = CarrierProfile.hear(known, report.word(), appended);
    } catch (RuntimeException e) {
      buryFailed(record.withValue(bytes), e);
      return;
    }
    carryOut(record, report, heard);
  }

  private void carryOut(Record<byte[], Emission> record, Report report, Heard heard) {
    SourceRecord original = report.original();
    switch (heard) {
      case Heard.Newer newer -> {
        parts.counts().applied(original.topic());
        byte[] bytes = format.write(newer.now());
        register.put(report.word().carrierId(), bytes);
        context().forward(record.withValue(new Emission(Emission.Route.CARRIER_WORD, bytes)));
      }
      case Heard.Repeated repeated -> parts.counts().duplicate(original.topic());
      case Heard.Superseded superseded -> parts.counts().duplicate(original.topic());
      case Heard.Conflicting conflicting -> sendToDeadLetters(report.word(), original);
    }
  }

  /** The rules threw, before anything was written: they would throw at it again for ever. */
  private void buryFailed(Record<byte[], byte[]> record, RuntimeException thrown) {
    Cause cause = Cause.ofFailure(thrown);
    SourceRecord report = SourceRecord.of(record, context().recordMetadata().orElseThrow());
    LOG.error("a rule failed at {}: to the dead letters", report, thrown);
    parts.counts().deadOnItsWay(cause.reason());
    context()
        .forward(DeadLetters.of(report, cause, parts.topics(), context().currentSystemTimeMs()));
  }

  private void sendToDeadLetters(CarrierStatusReport word, SourceRecord original) {
    parts.counts().dead(original.topic(), "CONFLICTING_DUPLICATE");
    context()
        .forward(
            DeadLetters.of(
                original,
                new Cause(
                    "CONFLICTING_DUPLICATE",
                    "revision %d of %s came again with other content; the first stays"
                        .formatted(word.revision(), word.carrierId()),
                    Stage.DECIDE),
                parts.topics(),
                context().currentSystemTimeMs()));
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(Parts parts) implements ProcessorSupplier<byte[], Emission, byte[], Emission> {

    @Override
    public Processor<byte[], Emission, byte[], Emission> get() {
      return new CarrierRegisterProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.ofRegister();
    }
  }
}
