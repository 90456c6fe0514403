package renewals.activation.carrier.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.codec.CarrierFormat.Report;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierProfile.Heard;
import renewals.activation.record.RegisterProcessor;
import renewals.activation.record.RegisterProcessor.Judged;
import renewals.streams.routing.RepartitionNodes;

/**
 * The register of carriers, whose newest status reports go to all partitions of renewals. Key
 * carrierId, value {@link CarrierFormat}.
 */
public final class CarrierRegister implements RegisterProcessor.Revisions {

  /** The internal topic that brings the newest reports to all partitions of renewals. */
  public static final String TO_RENEWALS = "carrier-words";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "conflicting-statuses";

  private final CarrierFormat format = new CarrierFormat();

  private CarrierRegister() {}

  /** Makes its processor. */
  public static RegisterProcessor.Maker making(CarrierParts parts) {
    return new RegisterProcessor.Maker(
        CarrierRegister::new,
        CarrierStores.register(),
        RepartitionNodes.entryOf(TO_RENEWALS),
        DEAD_LETTERS,
        parts.deadLetters(),
        parts.records());
  }

  @Override
  public Judged judge(String carrierId, byte[] bytes, byte @Nullable [] kept) {
    Report report = format.readReport(carrierId, bytes);
    CarrierProfile known = kept == null ? null : format.readKnown(carrierId, kept);
    Instant appended = Instant.ofEpochMilli(report.original().appendedAt());
    return switch (CarrierProfile.hear(known, report.report(), appended)) {
      case Heard.Newer newer -> new Judged.Newer(report.original(), format.write(newer.now()));
      case Heard.Repeated repeated -> new Judged.Known(report.original());
      case Heard.Superseded superseded -> new Judged.Known(report.original());
      case Heard.Conflicting conflicting ->
          new Judged.Conflicting(report.original(), report.report().revision());
    };
  }
}
