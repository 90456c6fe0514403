package renewals.activation.cardreport.codec;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import renewals.activation.cardreport.model.CardReport;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.UsageReport;
import renewals.activation.record.EventReader;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;

/** Turns events that the contract allows into reports of cards. */
public final class ReportReader {

  private ReportReader() {}

  /** Reads records of both topics. */
  public static EventReader<CardReport> of(SchemaRegistry registry, RecordProvenance provenance) {
    return new EventReader<>(
        Map.of(
            Topics.CARD_USAGE.name(), new WireReader<>(registry, new CardUsage()),
            Topics.CARD_STATUS.name(), new WireReader<>(registry, new CardStatus())),
        "first 19 characters of the card's number",
        ReportReader::keyOf,
        ReportReader::read,
        provenance);
  }

  private static String keyOf(SpecificRecord event) {
    return switch (event) {
      case CardUsage usage -> Iccid.keyOf(usage.getIccid());
      case CardStatus status -> Iccid.keyOf(status.getIccid());
      default -> throw new IllegalStateException("not an event of a card");
    };
  }

  /**
   * The report of an event that has been checked against the contract.
   *
   * @throws IllegalArgumentException it is not an event of a card
   */
  public static CardReport read(SpecificRecord event) {
    return switch (event) {
      case CardUsage usage ->
          new UsageReport(
              usage.getCarrierId(),
              Iccid.keyOf(usage.getIccid()),
              usage.getPeriodStart(),
              usage.getPeriodEnd(),
              usage.getUsedBytes(),
              usage.getAllowanceBytes(),
              usage.getAsOf());
      case CardStatus status ->
          new CardStatusReport(
              status.getCarrierId(),
              Iccid.keyOf(status.getIccid()),
              CardStatusReport.State.valueOf(status.getState().name()),
              status.getCause() == null ? null : status.getCause().name(),
              status.getReasonText(),
              status.getSince(),
              status.getRevision());
      default ->
          throw new IllegalArgumentException(
              "event is %s, expected one of a card".formatted(event.getSchema().getName()));
    };
  }
}
