package renewals.activation.carrier.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.SourceRecordFormat;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/**
 * The stored form of carriers' status reports; the key is the carrierId, which is not written
 * again. One thread.
 */
public final class CarrierFormat {

  private static final StoredNumbers<CarrierCondition.State> STATES =
      StoredNumbers.of(
          CarrierCondition.State.class,
          CarrierCondition.State.NORMAL,
          CarrierCondition.State.DEGRADED,
          CarrierCondition.State.MAINTENANCE,
          CarrierCondition.State.OUTAGE);

  private static final int VERSION = 1;
  private static final int KNOWN_VERSION = 2;
  private static final int SINCE_REPORTS = 2;

  private final StateWriter packer = new StateWriter();

  /** A status report and the record that brought it, whose key is the carrierId. */
  public record Report(CarrierStatusReport report, SourceRecord original) {}

  /**
   * A carrier as a partition of renewals keeps it.
   *
   * @param nextTurn when its renewals are to be looked at again, null for never
   */
  public record Kept(CarrierProfile carrier, @Nullable Instant nextTurn) {}

  /** A report as bytes. */
  public byte[] write(Report report) {
    StateWriter to = packer.start(VERSION);
    writeReport(to, report.report());
    SourceRecordFormat.write(to, report.original());
    return to.finish();
  }

  /** The report that bytes hold. */
  public Report readReport(String carrierId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "carrier's report", VERSION);
    return new Report(readReport(from, carrierId), SourceRecordFormat.read(from));
  }

  /** What is known of a carrier as bytes. */
  public byte[] write(CarrierProfile carrier) {
    StateWriter to = packer.start(KNOWN_VERSION);
    writeKnown(to, carrier);
    return to.finish();
  }

  /** What is known of a carrier, from bytes. */
  public CarrierProfile readKnown(String carrierId, byte[] bytes) {
    return readKnown(StateReader.start(bytes, "carrier", KNOWN_VERSION), carrierId);
  }

  /** A kept carrier as bytes. */
  public byte[] write(Kept kept) {
    StateWriter to = packer.start(KNOWN_VERSION).optionalInstant(kept.nextTurn());
    writeKnown(to, kept.carrier());
    return to.finish();
  }

  /** The kept carrier that bytes hold. */
  public Kept readKept(String carrierId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "kept carrier", KNOWN_VERSION);
    Instant nextTurn = from.optionalInstant();
    return new Kept(readKnown(from, carrierId), nextTurn);
  }

  private static void writeKnown(StateWriter to, CarrierProfile carrier) {
    to.number(carrier.reports().size());
    carrier.reports().forEach(report -> writeReport(to, report));
    to.number(carrier.downtime().all().size());
    for (CarrierDowntime.Halt halt : carrier.downtime().all()) {
      to.instant(halt.from()).optionalInstant(halt.to());
    }
  }

  private static CarrierProfile readKnown(StateReader from, String carrierId) {
    int said = from.version() < SINCE_REPORTS ? 1 : from.count();
    List<CarrierStatusReport> reports = new ArrayList<>(said);
    for (int i = 0; i < said; i++) {
      reports.add(readReport(from, carrierId));
    }
    int count = from.count();
    List<CarrierDowntime.Halt> downtime = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      downtime.add(new CarrierDowntime.Halt(from.instant(), from.optionalInstant()));
    }
    return new CarrierProfile(reports, new CarrierDowntime(downtime));
  }

  private static void writeReport(StateWriter to, CarrierStatusReport report) {
    to.number(report.revision()).choice(STATES, report.condition().state());
    to.instant(report.condition().startsAt()).optionalInstant(report.condition().endsAt());
    to.optionalText(report.messageZh()).optionalText(report.messageEn());
  }

  private static CarrierStatusReport readReport(StateReader from, String carrierId) {
    long revision = from.number();
    CarrierCondition condition =
        new CarrierCondition(from.choice(STATES), from.instant(), from.optionalInstant());
    return new CarrierStatusReport(
        carrierId, revision, condition, from.optionalText(), from.optionalText());
  }
}
