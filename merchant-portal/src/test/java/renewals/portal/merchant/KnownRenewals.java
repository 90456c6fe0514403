package renewals.portal.merchant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.query.QueryResponses;

/** Renewals in memory, which can be moved away. */
final class KnownRenewals implements RenewalLookup {

  private final Map<String, QueryResponses.Renewal> renewals = new ConcurrentHashMap<>();
  private volatile boolean moving;
  private volatile boolean away;
  private final AtomicInteger asked = new AtomicInteger();

  KnownRenewals() {
    renewals.putAll(Samples.ofEveryState());
  }

  void put(QueryResponses.Renewal renewal) {
    renewals.put(renewal.renewalId(), renewal);
  }

  void move() {
    moving = true;
  }

  void arrive() {
    moving = false;
  }

  /** How often anybody asked for a renewal. */
  int asked() {
    return asked.get();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public Found<QueryResponses.Renewal> renewal(String renewalId) {
    asked.incrementAndGet();
    if (away) {
      return new Found.Away<>();
    }
    if (moving) {
      return new Found.Moving<>();
    }
    QueryResponses.Renewal renewal = renewals.get(renewalId);
    return renewal == null ? new Found.Unknown<>() : new Found.Known<>(renewal);
  }

  @Override
  public Found<QueryResponses.Card> card(String iccid) {
    if (away) {
      return new Found.Away<>();
    }
    boolean usable = renewals.values().stream().anyMatch(r -> r.validUntil() != null);
    return moving
        ? new Found.Moving<>()
        : new Found.Known<>(Samples.card(usable ? "2026-12-31T15:59:59Z" : null));
  }
}
