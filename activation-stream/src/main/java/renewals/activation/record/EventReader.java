package renewals.activation.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import renewals.provenance.Claim;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.contract.RecordContract;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;

/** Reads a record and checks it against the contract (rule 2). For one thread. */
public final class EventReader<T> {

  /** Why a record that is larger than topics take is none. */
  public static final Cause OVERSIZED =
      new Cause(
          "INVALID",
          "record is larger than expected: at most %d bytes with its headers"
              .formatted(Topic.MAX_RECORD_BYTES),
          Stage.READ);

  private static final long LATEST_STAMP = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final Map<String, WireReader<? extends SpecificRecord>> readers;
  private final String keyName;
  private final Function<SpecificRecord, String> keyOf;
  private final Function<SpecificRecord, T> meaning;
  private final RecordProvenance provenance;

  /**
   * A reader.
   *
   * @param readers of the values, by topic
   * @param keyName the field that must be the record's key, as errors name it
   * @param keyOf what that field holds
   * @param meaning makes the result of an event that the contract allows
   * @param provenance judges whether who said it may say it
   */
  public EventReader(
      Map<String, WireReader<? extends SpecificRecord>> readers,
      String keyName,
      Function<SpecificRecord, String> keyOf,
      Function<SpecificRecord, T> meaning,
      RecordProvenance provenance) {
    this.readers = readers;
    this.keyName = keyName;
    this.keyOf = keyOf;
    this.meaning = meaning;
    this.provenance = provenance;
  }

  /** What reading a record came to. */
  public sealed interface Read<T> {

    /** It is valid, and this is its content. */
    record Valid<T>(T said) implements Read<T> {}

    /** It can never be applied. */
    record Bad<T>(String reason, String text, Stage stage) implements Read<T> {}

    /** The schema registry did not answer, or who said it isn't known yet: to be read again. */
    record Later<T>() implements Read<T> {}
  }

  /** Reads one record of an input topic. */
  public Read<T> read(SourceRecord original) {
    if (original.isOversized()) {
      return new Read.Bad<>(OVERSIZED.reason(), OVERSIZED.text(), OVERSIZED.stage());
    }
    byte[] value = original.value();
    if (value == null) {
      return new Read.Bad<>("INVALID", "value is null, expected an event", Stage.READ);
    }
    if (!hasPlausibleStamp(original)) {
      Cause cause = implausibleStamp(original);
      return new Read.Bad<>(cause.reason(), cause.text(), cause.stage());
    }
    SpecificRecord event;
    try {
      event = readerOf(original.topic()).read(value);
    } catch (UnreadableException e) {
      return new Read.Bad<>("UNREADABLE", textOf(e), Stage.READ);
    } catch (UnknownSchemaException e) {
      return new Read.Bad<>("UNKNOWN_SCHEMA", textOf(e), Stage.READ);
    } catch (RegistryUnavailableException e) {
      return new Read.Later<>();
    }
    try {
      return check(original, event);
    } catch (RuntimeException e) {
      Cause cause = Cause.ofFailure(e);
      return new Read.Bad<>(cause.reason(), cause.text(), Stage.CHECK);
    }
  }

  /** Inputs are stamped by the broker; any other stamp would be a partner's clock. */
  public static boolean hasPlausibleStamp(SourceRecord original) {
    return original.appendedAt() >= 0 && original.appendedAt() <= LATEST_STAMP;
  }

  /** Why a record is nobody's word. */
  public static Cause unproven(String text) {
    return new Cause("UNPROVEN", text, Stage.READ);
  }

  /** Why a record is none that has no {@link #hasPlausibleStamp plausible stamp}. */
  public static Cause implausibleStamp(SourceRecord original) {
    return new Cause(
        "INVALID",
        "record timestamp is %d, expected the broker's append time"
            .formatted(original.appendedAt()),
        Stage.READ);
  }

  private WireReader<? extends SpecificRecord> readerOf(String topic) {
    WireReader<? extends SpecificRecord> reader = readers.get(topic);
    if (reader == null) {
      throw new IllegalStateException("no reader for topic " + topic);
    }
    return reader;
  }

  private Read<T> check(SourceRecord original, SpecificRecord event) {
    Optional<RecordContract.Refusal> refusal =
        RecordContract.refusal(
            original.key(),
            keyName,
            keyOf.apply(event),
            event,
            Instant.ofEpochMilli(original.appendedAt()));
    if (refusal.isPresent()) {
      return new Read.Bad<>(refusal.get().reason(), refusal.get().text(), Stage.CHECK);
    }
    return switch (provenance.claim(original, event)) {
      case Claim.Allowed allowed -> new Read.Valid<>(meaning.apply(event));
      case Claim.Foreign foreign -> new Read.Bad<>("FOREIGN_CLAIM", foreign.text(), Stage.CHECK);
      case Claim.Unknown later -> new Read.Later<>();
    };
  }

  private static String textOf(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
