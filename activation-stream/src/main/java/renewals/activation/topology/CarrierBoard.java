package renewals.activation.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.CarrierWord;
import renewals.activation.domain.Halts;
import renewals.activation.domain.KnownCarrier;
import renewals.activation.estimate.Carriers;

/**
 * What this instance knows of carriers, for whoever estimates or answers. Every partition hears
 * every word, so one board serves all tasks of an instance; for any number of threads.
 */
public final class CarrierBoard implements Carriers {

  private final Map<String, KnownCarrier> byId = new ConcurrentHashMap<>();

  /** Puts up what is known, unless something newer is up: the greatest revision holds. */
  public void post(KnownCarrier known) {
    byId.merge(
        known.word().carrierId(),
        known,
        (up, given) -> given.word().revision() > up.word().revision() ? given : up);
  }

  /** What is known of a carrier, null if it never said anything. */
  public @Nullable KnownCarrier find(String carrierId) {
    return byId.get(carrierId);
  }

  @Override
  public List<CarrierCondition> conditions(String carrierId) {
    KnownCarrier known = byId.get(carrierId);
    return known == null
        ? List.of()
        : known.timeline().stream().map(CarrierWord::condition).toList();
  }

  @Override
  public Halts halts(String carrierId) {
    KnownCarrier known = byId.get(carrierId);
    return known == null ? Halts.NONE : known.halts();
  }

  /** The halts by carrierId, as of now. */
  public Map<String, Halts> halts() {
    Map<String, Halts> halts = new HashMap<>();
    byId.forEach((id, known) -> halts.put(id, known.halts()));
    return halts;
  }
}
