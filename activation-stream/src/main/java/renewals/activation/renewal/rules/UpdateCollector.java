package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CaseHistory;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.model.UnknownPayment;
import renewals.activation.renewal.model.Update;

/** Collects the updates of one step, numbers them, and adds them to the case's timeline. */
final class UpdateCollector {

  /**
   * Of refused facts only the latest are remembered, so they may come without end, and a carrier
   * may change its status without end: a full timeline stops noting them.
   */
  private static final int ROOM_FOR_THEM = 400;

  private final String renewalId;
  private final Fact.@Nullable Requested request;
  private final Instant at;
  private final List<Update> updates = new ArrayList<>(4);
  private final List<TimelineEntry> timeline;
  private int count;

  /**
   * A collector that goes on from a case.
   *
   * @param before the updates that the case has given so far
   * @param request the request, null before it
   */
  UpdateCollector(
      String renewalId, CaseHistory before, Fact.@Nullable Requested request, Instant at) {
    this.renewalId = renewalId;
    this.request = request;
    this.at = at;
    this.count = before.updates();
    this.timeline = new ArrayList<>(before.timeline());
  }

  /** Says what time alone has brought. */
  void emitUpdate(CaseUpdateKind kind) {
    emitUpdate(kind, null, null, null, null);
  }

  /** Says why something is so behind which no event of its own stands. */
  void emitUpdate(CaseUpdateKind kind, String reason, @Nullable String text) {
    emitUpdate(kind, null, null, reason, text);
  }

  /**
   * Says what an event brought.
   *
   * @param occurredAt the event's own time
   */
  void emitUpdate(CaseUpdateKind kind, @Nullable Instant occurredAt, @Nullable Money amount) {
    emitUpdate(kind, occurredAt, amount, null, null);
  }

  /**
   * Says what an event brought, and why.
   *
   * @param occurredAt the event's own time
   */
  void emitUpdate(
      CaseUpdateKind kind,
      @Nullable Instant occurredAt,
      @Nullable Money amount,
      @Nullable String reason,
      @Nullable String text) {
    emit(kind, amount, reason, text);
    if (!mayComeWithoutEnd(kind) || timeline.size() < ROOM_FOR_THEM) {
      timeline.add(new TimelineEntry(at, occurredAt, TimelineEntry.What.of(kind), amount, reason));
    }
  }

  /** Says what a review brought; that money moves is another line of the timeline. */
  void emitReviewed(
      CaseUpdateKind kind,
      Instant decidedAt,
      @Nullable Money amount,
      @Nullable String reason,
      @Nullable String text) {
    emit(kind, amount, reason, text);
    timeline.add(new TimelineEntry(at, decidedAt, TimelineEntry.What.of(kind), null, reason));
  }

  private void emit(
      CaseUpdateKind kind, @Nullable Money amount, @Nullable String reason, @Nullable String text) {
    count++;
    updates.add(new Update(renewalId, count, kind, request, amount, reason, text, null, at));
  }

  private static boolean mayComeWithoutEnd(CaseUpdateKind kind) {
    return kind == CaseUpdateKind.MISMATCH
        || kind == CaseUpdateKind.CONFLICT
        || kind == CaseUpdateKind.CARRIER_NOTICE;
  }

  /** MISMATCH for what does not belong, CONFLICT for what contradicts or is too much. */
  void emitRefusal(Fact fact, FactRefusal why) {
    Refusal refusal = why.refusal();
    if (why instanceof FactRefusal.Misfit misfit) {
      Money settled =
          fact instanceof Fact.Payment payment && payment.isSettledPayment()
              ? payment.amount()
              : null;
      emitUpdate(
          CaseUpdateKind.MISMATCH, fact.occurredAt(), settled, misfit.field(), refusal.text());
    } else {
      emitUpdate(
          CaseUpdateKind.CONFLICT,
          fact.occurredAt(),
          null,
          refusal.reason().name(),
          refusal.text());
    }
  }

  /** Whether the money owed changed and is more than nothing (rule 9). */
  static boolean isNewlyOwed(RenewalStatus before, RenewalStatus after) {
    return after.owed() > 0 && after.owed() != before.owed();
  }

  /**
   * REFUND_DUE where money is newly owed. Its reason is REJECTED where that update of the same step
   * says so too, as the merchant hears of both in one message; else LAPSED or STALLED where that is
   * all that it is owed for, and it no longer is once the renewal goes on (rule 9).
   *
   * @param withRejection whether a REJECTED of the same step says so too
   */
  void emitRefundDue(RenewalStatus before, RenewalStatus after, boolean withRejection) {
    if (request == null || !isNewlyOwed(before, after)) {
      return;
    }
    Money owed = new Money(after.owed(), request.amountDue().currency());
    String reason = withRejection ? CaseUpdateKind.REJECTED.name() : overdue(after);
    emit(CaseUpdateKind.REFUND_DUE, owed, reason, null);
    timeline.add(new TimelineEntry(at, null, TimelineEntry.What.REFUND_DUE, owed, null));
  }

  private static @Nullable String overdue(RenewalStatus after) {
    return switch (after.state()) {
      case LAPSED -> CaseUpdateKind.LAPSED.name();
      case STALLED -> CaseUpdateKind.STALLED.name();
      default -> null;
    };
  }

  /** Adds to the timeline what comes out through the card's ledger. */
  void note(TimelineEntry.What what, @Nullable Money amount, @Nullable String reason) {
    timeline.add(new TimelineEntry(at, null, what, amount, reason));
  }

  /** Adds a refund to the timeline, and whether its payment is known. */
  void noteRefund(Fact.Payment refund, boolean known) {
    String reason = known ? refund.reason() : UnknownPayment.REASON;
    timeline.add(
        new TimelineEntry(
            at, refund.occurredAt(), TimelineEntry.What.REFUND, refund.amount(), reason));
  }

  /** The payment of an earlier refund is known now: its line has that reason no longer. */
  void nowKnown(Fact.Payment refund) {
    for (int i = 0; i < timeline.size(); i++) {
      TimelineEntry line = timeline.get(i);
      if (line.isOfUnknownPayment(refund)) {
        timeline.set(
            i,
            new TimelineEntry(
                line.at(), line.occurredAt(), line.what(), line.amount(), refund.reason()));
        return;
      }
    }
  }

  List<Update> updates() {
    return updates;
  }

  /** The updates of the case from now on. */
  CaseHistory history() {
    return new CaseHistory(count, timeline);
  }
}
