package renewals.activation.estimate.model;

import java.util.List;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;

/** What carriers say of themselves, as this instance knows it. Asked by any number of threads. */
public interface Carriers {

  /** Nobody ever said anything. */
  Carriers SILENT =
      new Carriers() {
        @Override
        public List<CarrierCondition> conditions(String carrierId) {
          return List.of();
        }

        @Override
        public CarrierDowntime halts(String carrierId) {
          return CarrierDowntime.NONE;
        }
      };

  /** What holds by its own words and when, in order of time; nothing if it never said any. */
  List<CarrierCondition> conditions(String carrierId);

  /** When it stood still in the last fortnight, and will by its own word. */
  CarrierDowntime halts(String carrierId);
}
