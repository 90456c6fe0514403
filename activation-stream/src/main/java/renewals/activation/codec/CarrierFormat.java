package renewals.activation.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.CarrierWord;
import renewals.activation.domain.Halts;
import renewals.activation.domain.KnownCarrier;
import renewals.streams.record.SourceRecord;

/**
 * The compact form of what carriers said; the key is the carrierId, which is not written again. One
 * thread.
 */
public final class CarrierFormat {

  private static final int VERSION = 1;
  private static final int KNOWN_VERSION = 2;
  private static final int SINCE_WORDS = 2;

  private final Packer packer = new Packer();

  /** A word and the record that brought it, whose key is the carrierId. */
  public record Report(CarrierWord word, SourceRecord original) {}

  /**
   * A carrier as a partition of renewals keeps it.
   *
   * @param nextTurn when its renewals are to be looked at again, null for never
   */
  public record Kept(KnownCarrier carrier, @Nullable Instant nextTurn) {}

  /** A report as bytes. */
  public byte[] write(Report report) {
    Packer to = packer.start(VERSION);
    writeWord(to, report.word());
    OriginalFormat.writeOriginal(to, report.original());
    return to.finish();
  }

  /** The report that bytes hold. */
  public Report readReport(String carrierId, byte[] bytes) {
    Unpacker from = Unpacker.start(bytes, "carrier's report", VERSION);
    return new Report(readWord(from, carrierId), OriginalFormat.readOriginal(from));
  }

  /** What is known of a carrier as bytes. */
  public byte[] write(KnownCarrier carrier) {
    Packer to = packer.start(KNOWN_VERSION);
    writeKnown(to, carrier);
    return to.finish();
  }

  /** What is known of a carrier, from bytes. */
  public KnownCarrier readKnown(String carrierId, byte[] bytes) {
    return readKnown(Unpacker.start(bytes, "carrier", KNOWN_VERSION), carrierId);
  }

  /** A kept carrier as bytes. */
  public byte[] write(Kept kept) {
    Packer to = packer.start(KNOWN_VERSION).optionalInstant(kept.nextTurn());
    writeKnown(to, kept.carrier());
    return to.finish();
  }

  /** The kept carrier that bytes hold. */
  public Kept readKept(String carrierId, byte[] bytes) {
    Unpacker from = Unpacker.start(bytes, "kept carrier", KNOWN_VERSION);
    Instant nextTurn = from.optionalInstant();
    return new Kept(readKnown(from, carrierId), nextTurn);
  }

  private static void writeKnown(Packer to, KnownCarrier carrier) {
    to.number(carrier.words().size());
    carrier.words().forEach(word -> writeWord(to, word));
    to.number(carrier.halts().all().size());
    for (Halts.Halt halt : carrier.halts().all()) {
      to.instant(halt.from()).optionalInstant(halt.to());
    }
  }

  private static KnownCarrier readKnown(Unpacker from, String carrierId) {
    int said = from.version() < SINCE_WORDS ? 1 : from.count();
    List<CarrierWord> words = new ArrayList<>(said);
    for (int i = 0; i < said; i++) {
      words.add(readWord(from, carrierId));
    }
    int count = from.count();
    List<Halts.Halt> halts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      halts.add(new Halts.Halt(from.instant(), from.optionalInstant()));
    }
    return new KnownCarrier(words, new Halts(halts));
  }

  private static void writeWord(Packer to, CarrierWord word) {
    to.number(word.revision()).choice(StoredNumbers.STATES, word.condition().state());
    to.instant(word.condition().startsAt()).optionalInstant(word.condition().endsAt());
    to.optionalText(word.messageZh()).optionalText(word.messageEn());
  }

  private static CarrierWord readWord(Unpacker from, String carrierId) {
    long revision = from.number();
    CarrierCondition condition =
        new CarrierCondition(
            from.choice(StoredNumbers.STATES), from.instant(), from.optionalInstant());
    return new CarrierWord(
        carrierId, revision, condition, from.optionalText(), from.optionalText());
  }
}
