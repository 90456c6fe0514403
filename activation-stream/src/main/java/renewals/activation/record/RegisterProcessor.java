package renewals.activation.record;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;

/**
 * Judges by their revisions what is said to everybody, all in one place, so that each is counted
 * once and every partition gets the same: the newest revision is kept and goes on.
 */
public final class RegisterProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** How the revisions of one subject are read and judged. */
  @FunctionalInterface
  public interface Revisions {

    /**
     * Judges one that arrives; throws where bytes can't be read.
     *
     * @param kept what the register keeps of it, null for nothing
     */
    Judged judge(String key, byte[] arrived, byte @Nullable [] kept);
  }

  /** What one that arrives means beside the one that is known. */
  public sealed interface Judged {

    /** The record that said it. */
    SourceRecord original();

    /** It holds from now on. */
    @SuppressWarnings("ArrayRecordComponent") // bytes are carried through, never compared
    record Newer(SourceRecord original, byte[] kept) implements Judged {}

    /** It is known, or a greater revision is. */
    record Known(SourceRecord original) implements Judged {}

    /** Its revision is known with other content. */
    record Conflicting(SourceRecord original, long revision) implements Judged {}

    /**
     * It isn't its speaker's to say.
     *
     * @param text whose it is
     */
    record Foreign(SourceRecord original, String text) implements Judged {}
  }

  private final Maker made;
  private final Revisions revisions;
  private KeyValueStore<String, byte[]> register;

  private RegisterProcessor(Maker made) {
    this.made = made;
    this.revisions = made.revisions().get();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    register = context.getStateStore(made.register().name());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Judged judged;
    try {
      judged = revisions.judge(key, record.value(), register.get(key));
    } catch (RuntimeException e) {
      context().forward(made.deadLetters().ofFailure(record, context(), e), made.refused());
      return;
    }
    String topic = judged.original().topic();
    switch (judged) {
      case Judged.Newer newer -> {
        made.records().applied(topic);
        register.put(key, newer.kept());
        context().forward(record.withValue(newer.kept()), made.newest());
      }
      case Judged.Known known -> made.records().duplicate(topic);
      case Judged.Conflicting conflicting ->
          refuse(
              conflicting.original(),
              "CONFLICTING_DUPLICATE",
              "revision %d of %s came again with other content; the first stays"
                  .formatted(conflicting.revision(), key));
      case Judged.Foreign foreign -> refuse(foreign.original(), "FOREIGN_CLAIM", foreign.text());
    }
  }

  private void refuse(SourceRecord original, String reason, String text) {
    Cause cause = new Cause(reason, text, Stage.DECIDE);
    context()
        .forward(
            made.deadLetters().of(original, cause, context().currentSystemTimeMs()),
            made.refused());
  }

  /**
   * Makes the processor and says which store it has.
   *
   * @param revisions makes those of one processor, which uses them in its thread alone
   * @param register keeps the newest of each key
   * @param newest the node that takes what is newer than what was known
   * @param refused the node of dead letters
   */
  public record Maker(
      Supplier<Revisions> revisions,
      StoreBuilder<KeyValueStore<String, byte[]>> register,
      String newest,
      String refused,
      DeadLetters deadLetters,
      RecordCounts records)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new RegisterProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(register);
    }
  }
}
