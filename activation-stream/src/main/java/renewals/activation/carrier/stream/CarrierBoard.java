package renewals.activation.carrier.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.estimate.model.Carriers;

/**
 * What this instance knows of carriers, for whoever estimates or answers. Every partition gets
 * every status report, so one board serves all tasks of an instance; for any number of threads.
 */
public final class CarrierBoard implements Carriers {

  private final Map<String, CarrierProfile> byId = new ConcurrentHashMap<>();
  private volatile Consumer<String> listener = carrierId -> {};

  /** Puts up what is known, unless something newer is up: the greatest revision holds. */
  public void post(CarrierProfile known) {
    byId.merge(
        known.newest().carrierId(),
        known,
        (up, given) -> given.newest().revision() > up.newest().revision() ? given : up);
    listener.accept(known.newest().carrierId());
  }

  /** From now on tells a listener of whom something is known, also of those known already. */
  public void whenPosted(Consumer<String> listening) {
    listener = listening;
    byId.keySet().forEach(listening);
  }

  /** What is known of a carrier, null if it never reported anything. */
  public @Nullable CarrierProfile find(String carrierId) {
    return byId.get(carrierId);
  }

  @Override
  public List<CarrierCondition> conditions(String carrierId) {
    CarrierProfile known = byId.get(carrierId);
    return known == null
        ? List.of()
        : known.timeline().stream().map(CarrierStatusReport::condition).toList();
  }

  @Override
  public CarrierDowntime downtime(String carrierId) {
    CarrierProfile known = byId.get(carrierId);
    return known == null ? CarrierDowntime.NONE : known.downtime();
  }

  /** The downtimes by carrierId, as of now. */
  public Map<String, CarrierDowntime> downtime() {
    Map<String, CarrierDowntime> downtime = new HashMap<>();
    byId.forEach((id, known) -> downtime.put(id, known.downtime()));
    return downtime;
  }
}
