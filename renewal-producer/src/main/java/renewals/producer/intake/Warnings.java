package renewals.producer.intake;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Iccid;
import renewals.schemas.contract.Violation;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.RenewalRequested;

/**
 * What looks wrong and is taken all the same.
 *
 * <p>Source: rules, "A card": a check digit that does not fit is never a refusal.
 */
final class Warnings {

  private Warnings() {}

  static List<Violation> of(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested request -> ofCard(request.getIccid());
      case CarrierReview review -> ofCard(review.getIccid());
      case CardUsage usage -> ofCard(usage.getIccid());
      case CardStatus status -> ofCard(status.getIccid());
      default -> List.of();
    };
  }

  private static List<Violation> ofCard(@Nullable String written) {
    Optional<Iccid> card = Optional.ofNullable(written).flatMap(Iccid::parse);
    return card.isPresent() && !card.get().luhnFits()
        ? List.of(new Violation("iccid", card.get().masked(), "a check digit that fits (Luhn)"))
        : List.of();
  }
}
