package renewals.stack.callbacks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.CaseRules;
import renewals.activation.renewal.rules.Decision;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;

/**
 * What the rules make of the events of one renewal.
 *
 * @param settled what counts as paid, in fen
 * @param refunded what counts as given back, in fen
 */
record RulesOfOne(long settled, long refunded) {

  private static final Instant AT = Instant.parse("2026-03-04T00:00:00Z");

  /**
   * Judges them.
   *
   * @param requestedBefore how many payments come before the request
   */
  static RulesOfOne of(
      String renewalId,
      String channelId,
      long amountDue,
      List<PaymentEvent> events,
      int requestedBefore) {
    List<SpecificRecord> all = new ArrayList<>(events);
    all.add(requestedBefore, request(renewalId, channelId, amountDue));
    @Nullable Case found = null;
    List<Fact> held = new ArrayList<>();
    for (SpecificRecord event : all) {
      Fact fact = FactReader.read(event);
      Decision decision = CaseRules.handle(found, fact, held, AT);
      found = decision.after();
      if (found instanceof Case.Renewal) {
        held.clear();
      } else if (decision.verdict() instanceof RecordOutcome.Applied) {
        held.add(fact);
      }
    }
    RenewalStatus status = RenewalStatus.of(found);
    return new RulesOfOne(status.balance().settled(), status.balance().refunded());
  }

  private static RenewalRequested request(String renewalId, String channelId, long amountDue) {
    return new RenewalRequested(
        renewalId,
        channelId,
        "cmcc",
        "M-1",
        "T-1",
        "89860000000000000001",
        new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
        new Money(amountDue, "CNY"),
        null,
        null,
        AT);
  }
}
