package renewals.activation.estimate;

import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.Halts;

/** What carriers say of themselves, as this instance knows it. Asked by any number of threads. */
public interface Carriers {

  /** Nobody ever said anything. */
  Carriers SILENT =
      new Carriers() {
        @Override
        public CarrierCondition condition(String carrierId) {
          return CarrierCondition.NORMAL;
        }

        @Override
        public Halts halts(String carrierId) {
          return Halts.NONE;
        }
      };

  /** The carrier's latest word; {@link CarrierCondition#NORMAL} if it never said any. */
  CarrierCondition condition(String carrierId);

  /** When it stood still in the last fortnight, and will by its own word. */
  Halts halts(String carrierId);
}
