package renewals.activation.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import renewals.activation.api.Answers;
import renewals.activation.api.RenewalLookup;

/** Renewals in memory, which can be moved away. */
final class KnownRenewals implements RenewalLookup {

  private final Map<String, Answers.Renewal> renewals = new ConcurrentHashMap<>();
  private volatile boolean moving;

  KnownRenewals() {
    renewals.putAll(Samples.ofEveryState());
  }

  void put(Answers.Renewal renewal) {
    renewals.put(renewal.renewalId(), renewal);
  }

  void move() {
    moving = true;
  }

  void arrive() {
    moving = false;
  }

  @Override
  public Found<Answers.Renewal> renewal(String renewalId) {
    if (moving) {
      return new Found.Moving<>();
    }
    Answers.Renewal renewal = renewals.get(renewalId);
    return renewal == null ? new Found.Unknown<>() : new Found.Known<>(renewal);
  }

  @Override
  public Found<Answers.Card> card(String iccid) {
    boolean usable = renewals.values().stream().anyMatch(r -> r.validUntil() != null);
    return moving
        ? new Found.Moving<>()
        : new Found.Known<>(Samples.card(usable ? "2026-12-31T15:59:59Z" : null));
  }
}
