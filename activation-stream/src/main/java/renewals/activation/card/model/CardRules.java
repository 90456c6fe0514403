package renewals.activation.card.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.rules.RulePolicy;

/** What an activation and its reversal do to a card (rules, "A card"). Both are idempotent. */
public final class CardRules {

  private CardRules() {}

  /**
   * The result of a change.
   *
   * @param card the ledger's head from now on
   * @param changed entries that are new or have other dates now
   * @param outcome what the merchant is told
   */
  public record Booked(Card card, List<LedgerEntry> changed, Outcome outcome) {}

  /**
   * The dates of an activation or reversal as they come out.
   *
   * @param previousValidUntil the card's expiry before the step
   * @param validFrom of a reversal, its time
   * @param validUntil of a reversal, the card's new expiry, null if none is left
   */
  public record Outcome(
      CardChange change,
      @Nullable Instant previousValidUntil,
      Instant validFrom,
      @Nullable Instant validUntil) {}

  /**
   * Adds an activation's period.
   *
   * @param head the ledger's head, null for a card that is new
   * @param existing the ledger's entry of this activation and time, null if there is none
   * @return empty if the ledger has the activation already
   */
  public static Optional<Booked> activate(
      @Nullable Card head, @Nullable LedgerEntry existing, CardChange change, RulePolicy policy) {
    if (existing != null) {
      return Optional.empty();
    }
    Fact.Requested request = change.request();
    int sequence = head == null ? 0 : head.entries();
    LatestRenewal latest = LatestRenewal.of(request);
    LedgerEntry undated =
        new LedgerEntry(
            change.activationId(),
            sequence,
            latest,
            change.activation().at(),
            request.plan().validity(),
            request.plan().policy(),
            request.dataBytes(),
            request.currentValidUntil(),
            change.carriersWord(),
            false,
            change.activation().at(),
            change.activation().at());
    Coverage known = head == null ? Coverage.NONE : head.coverage();
    Coverage before = known.told(undated.told());
    Coverage.Extended extended = before.extended(undated, zoneOf(undated, policy));
    LedgerEntry entry = undated.dated(extended.validFrom(), extended.validUntil());
    Card booked =
        head == null
            ? new Card(extended.after(), 1, latest, change.at())
            : head.changed(extended.after(), sequence + 1, latest, change.at());
    return Optional.of(
        new Booked(
            booked,
            List.of(entry),
            new Outcome(change, before.validUntil(), extended.validFrom(), extended.validUntil())));
  }

  /**
   * Takes an activation's period out and recomputes what stands after it.
   *
   * @param ledger all entries of the card, in their sequence
   * @return empty if the ledger does not have the activation, or has reversed it already
   */
  public static Optional<Booked> reverse(
      @Nullable Card head, List<LedgerEntry> ledger, CardChange change, RulePolicy policy) {
    int place = placeOf(change, ledger);
    if (head == null || place < 0 || ledger.get(place).reversed()) {
      return Optional.empty();
    }
    Coverage coverage = Coverage.NONE;
    LatestRenewal latest = head.latest();
    List<LedgerEntry> changed = new ArrayList<>();
    for (int i = 0; i < ledger.size(); i++) {
      LedgerEntry entry = ledger.get(i);
      coverage = coverage.told(entry.told());
      if (i == place) {
        changed.add(entry.takenOut());
      } else if (!entry.reversed()) {
        Coverage.Extended extended = coverage.extended(entry, zoneOf(entry, policy));
        coverage = extended.after();
        latest = entry.renewal();
        LedgerEntry dated = entry.dated(extended.validFrom(), extended.validUntil());
        if (!dated.equals(entry)) {
          changed.add(dated);
        }
      }
    }
    return Optional.of(
        new Booked(
            head.changed(coverage, head.entries(), latest, change.at()),
            changed,
            new Outcome(change, head.coverage().validUntil(), change.at(), coverage.validUntil())));
  }

  private static int placeOf(CardChange change, List<LedgerEntry> ledger) {
    for (int i = 0; i < ledger.size(); i++) {
      LedgerEntry entry = ledger.get(i);
      if (entry.activationId().equals(change.activationId())
          && entry.activatedAt().equals(change.activation().at())) {
        return i;
      }
    }
    return -1;
  }

  private static ZoneId zoneOf(LedgerEntry entry, RulePolicy policy) {
    return policy.zones().of(entry.renewal().carrierId());
  }
}
