package renewals.activation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Verdict.Refusal;

/** Collects what one step says, numbers it, and adds it to the case's timeline. */
final class Telling {

  /**
   * Of refused facts only the latest are remembered, so they may come without end, and a carrier
   * may change its word without end: a full timeline stops noting them.
   */
  private static final int ROOM_FOR_THEM = 400;

  private final String renewalId;
  private final Fact.@Nullable Requested request;
  private final Instant at;
  private final List<Update> said = new ArrayList<>(4);
  private final List<Moment> timeline;
  private int count;

  /**
   * A telling that goes on from a case.
   *
   * @param found the case so far, null if the step opens it
   * @param request the request, null before it
   */
  Telling(String renewalId, @Nullable Case found, Fact.@Nullable Requested request, Instant at) {
    this.renewalId = renewalId;
    this.request = request;
    this.at = at;
    this.count = found == null ? 0 : found.updates();
    this.timeline = found == null ? new ArrayList<>(8) : new ArrayList<>(found.timeline());
  }

  /** Says what no event of its own stands behind. */
  void say(
      UpdateKind kind, @Nullable Money amount, @Nullable String reason, @Nullable String text) {
    say(kind, null, amount, reason, text);
  }

  /**
   * Says what an event brought.
   *
   * @param occurredAt the event's own time
   */
  void say(
      UpdateKind kind,
      @Nullable Instant occurredAt,
      @Nullable Money amount,
      @Nullable String reason,
      @Nullable String text) {
    count++;
    said.add(new Update(renewalId, count, kind, request, amount, reason, text, null, at));
    if (!mayComeWithoutEnd(kind) || timeline.size() < ROOM_FOR_THEM) {
      timeline.add(new Moment(at, occurredAt, Moment.What.of(kind), amount, reason));
    }
  }

  private static boolean mayComeWithoutEnd(UpdateKind kind) {
    return kind == UpdateKind.MISMATCH
        || kind == UpdateKind.CONFLICT
        || kind == UpdateKind.CARRIER_NOTICE;
  }

  /** MISMATCH for what does not belong, CONFLICT for what contradicts or is too much. */
  void sayRefused(Fact fact, Refusal refusal) {
    if (refusal.reason() != Refusal.Reason.MISMATCH) {
      say(UpdateKind.CONFLICT, fact.occurredAt(), null, refusal.reason().name(), refusal.text());
      return;
    }
    Money settled =
        fact instanceof Fact.Payment payment && CaseRules.isSettled(fact) ? payment.amount() : null;
    String field = refusal.text().substring(0, refusal.text().indexOf(' '));
    say(UpdateKind.MISMATCH, fact.occurredAt(), settled, field, refusal.text());
  }

  /** REFUND_DUE where the money owed changed and is more than nothing (rule 9). */
  void sayOwed(Standing before, Standing after) {
    if (request != null && after.owed() > 0 && after.owed() != before.owed()) {
      Money owed = new Money(after.owed(), request.amountDue().currency());
      say(UpdateKind.REFUND_DUE, owed, null, null);
    }
  }

  /** Adds to the timeline what comes out through the card's ledger. */
  void note(Moment.What what, @Nullable Money amount, @Nullable String reason) {
    timeline.add(new Moment(at, null, what, amount, reason));
  }

  /** Adds a refund to the timeline, and whether its payment is known. */
  void noteRefund(Fact.Payment refund, boolean known) {
    String reason = known ? refund.reason() : UnknownPayment.REASON;
    timeline.add(new Moment(at, refund.occurredAt(), Moment.What.REFUND, refund.amount(), reason));
  }

  /** The payment of an earlier refund is known now: its line says so no longer. */
  void nowKnown(Fact.Payment refund) {
    for (int i = 0; i < timeline.size(); i++) {
      Moment line = timeline.get(i);
      if (line.isOfUnknownPayment(refund)) {
        timeline.set(
            i,
            new Moment(line.at(), line.occurredAt(), line.what(), line.amount(), refund.reason()));
        return;
      }
    }
  }

  List<Update> said() {
    return said;
  }

  List<Moment> timeline() {
    return timeline;
  }

  int count() {
    return count;
  }
}
