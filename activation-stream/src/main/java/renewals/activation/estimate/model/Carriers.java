package renewals.activation.estimate.model;

import java.util.List;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;

/** The status of carriers, as this instance knows it. Asked by any number of threads. */
public interface Carriers {

  /** No carrier ever reported anything. */
  Carriers SILENT =
      new Carriers() {
        @Override
        public List<CarrierCondition> conditions(String carrierId) {
          return List.of();
        }

        @Override
        public CarrierDowntime downtime(String carrierId) {
          return CarrierDowntime.NONE;
        }
      };

  /** What holds by its own status reports and when, in order of time; empty if there were none. */
  List<CarrierCondition> conditions(String carrierId);

  /** When it stood still in the last fortnight, and will by its own status reports. */
  CarrierDowntime downtime(String carrierId);
}
