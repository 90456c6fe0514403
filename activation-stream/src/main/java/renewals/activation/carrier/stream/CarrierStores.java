package renewals.activation.carrier.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.state.StateStores;

/** The state stores of carriers: what each key and value is stands with the class that uses it. */
public final class CarrierStores {

  /** Statuses that cannot be judged yet: {@link renewals.streams.record.ParkedRecords}. */
  public static final String PARKED_STATUSES = "parked-statuses";

  /** What is known of each carrier, to judge the next status report by: {@link CarrierRegister}. */
  public static final String REGISTER = "carrier-register";

  /** What is known of each carrier, beside the renewals: {@link CarrierProcessor}. */
  public static final String CARRIERS = "carriers";

  /** The scan past a partition's renewals that is under way: {@link ReestimationScans}. */
  public static final String SCAN = "carrier-walk";

  /** Those that lie beside the renewals. */
  public static final List<String> BESIDE_RENEWALS = List.of(CARRIERS, SCAN);

  private CarrierStores() {}

  /** Those that renewals share with what is known of carriers. */
  public static Set<StoreBuilder<?>> besideRenewals() {
    return new LinkedHashSet<>(
        List.of(
            StateStores.inMemory(CARRIERS, Serdes.String()),
            StateStores.inMemory(SCAN, Serdes.String())));
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> register() {
    return StateStores.inMemory(REGISTER, Serdes.String());
  }
}
