package renewals.activation.renewal.codec;

import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.model.Money;

/** Values that several outputs hold, as the contract has them. */
public final class EventValues {

  private EventValues() {}

  /** An expected time, null where there is none. */
  public static renewals.v1.@Nullable ExpectedUsable expected(@Nullable ExpectedUsable expected) {
    return expected == null
        ? null
        : new renewals.v1.ExpectedUsable(
            expected.likely(),
            expected.by(),
            expected.basis().wireName(),
            expected.observations(),
            expected.why() == null ? null : expected.why().name());
  }

  /** An amount, null where there is none. */
  public static renewals.v1.@Nullable Money money(@Nullable Money money) {
    return money == null ? null : new renewals.v1.Money(money.minorUnits(), money.currency());
  }
}
