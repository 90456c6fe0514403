package renewals.activation.renewal.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Case.Orphan;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.DeadlineWait;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.UnknownPayment;
import renewals.activation.renewal.model.Update;

/** When a case's deadlines fall due, and what happens then (rule 8). */
public final class DeadlineRules {

  private DeadlineRules() {}

  /**
   * The result of a fired deadline.
   *
   * @param after the case from now on, null if it is forgotten
   * @param updates what is published, in order
   */
  public record Fired(@Nullable Case after, List<Update> updates) {}

  /** The case's next deadline, null if none is running. */
  public static @Nullable DueDeadline next(Case of, RulePolicy policy) {
    return switch (of) {
      case Orphan orphan ->
          earlier(
              orphan.orphaned()
                  ? null
                  : due(orphan.firstFactAt(), policy.orphanedAfter(), Deadline.ORPHANED),
              orphan.holdsMoney() ? null : forgotten(orphan.lastFactAt()));
      case Renewal renewal ->
          earlier(
              earlier(nextOfSpell(renewal, policy), nextUnknownPayment(renewal, policy)),
              forgotten(renewal, policy));
    };
  }

  private static @Nullable DueDeadline nextOfSpell(Renewal renewal, RulePolicy policy) {
    RulePolicy.ReviewTerms review = policy.review().of(renewal.request().carrierId());
    return switch (renewal.waiting()) {
      case DeadlineWait.ForNothing nothing -> null;
      case DeadlineWait.ForPayment spell ->
          spell.lapsed() ? null : due(spell.since(), policy.lapsedAfter(), Deadline.LAPSED);
      case DeadlineWait.ForReview spell ->
          earlier(
              spell.delayed() ? null : due(spell.since(), review.delayedAfter(), Deadline.DELAYED),
              spell.stalled() ? null : due(spell.since(), review.stalledAfter(), Deadline.STALLED));
    };
  }

  private static @Nullable DueDeadline nextUnknownPayment(Renewal renewal, RulePolicy policy) {
    return renewal.unknownPayments().isEmpty()
        ? null
        : due(oldest(renewal).since(), policy.paymentUnknownAfter(), Deadline.CONFLICT);
  }

  /** Append times may go back from one topic to another. */
  private static UnknownPayment oldest(Renewal renewal) {
    return Collections.min(renewal.unknownPayments(), Comparator.comparing(UnknownPayment::since));
  }

  /**
   * Never while it holds money; else the later of the last fact and the plan's end, and 90 days.
   */
  private static @Nullable DueDeadline forgotten(Renewal renewal, RulePolicy policy) {
    RenewalStatus status = RenewalStatus.of(renewal);
    if (status.net() != 0 && !status.usable()) {
      return null;
    }
    Instant from = renewal.lastFactAt();
    if (renewal.lastActivation() != null) {
      Instant planEnds =
          renewal
              .request()
              .plan()
              .validity()
              .after(
                  renewal.lastActivation().at(), policy.zones().of(renewal.request().carrierId()));
      from = planEnds.isAfter(from) ? planEnds : from;
    }
    return forgotten(from);
  }

  private static DueDeadline forgotten(Instant from) {
    return due(from, RulePolicy.REMEMBERED_FOR, Deadline.FORGOTTEN);
  }

  private static DueDeadline due(Instant since, Duration after, Deadline deadline) {
    return new DueDeadline(since.plus(after), deadline);
  }

  private static @Nullable DueDeadline earlier(
      @Nullable DueDeadline one, @Nullable DueDeadline other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * Fires a deadline that is the case's next and has fallen due.
   *
   * @param at the wall clock
   */
  public static Fired fire(Case before, Deadline deadline, Instant at) {
    return switch (deadline) {
      case FORGOTTEN -> new Fired(null, List.of());
      case ORPHANED -> fireOrphaned((Orphan) before, at);
      case CONFLICT -> fireUnknownPayment((Renewal) before, at);
      case LAPSED, DELAYED, STALLED -> fireInSpell((Renewal) before, deadline, at);
    };
  }

  private static Fired fireOrphaned(Orphan orphan, Instant at) {
    UpdateCollector collector = new UpdateCollector(orphan.renewalId(), orphan.history(), null, at);
    collector.emitUpdate(CaseUpdateKind.ORPHANED);
    return new Fired(
        orphan.with(true, orphan.refusals(), collector.history()), collector.updates());
  }

  private static Fired fireUnknownPayment(Renewal renewal, Instant at) {
    UnknownPayment oldest = oldest(renewal);
    UpdateCollector collector =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), at);
    collector.emitUpdate(
        CaseUpdateKind.CONFLICT,
        UnknownPayment.REASON,
        "refund %s is of payment %s, which is not known here; it counts once it is"
            .formatted(oldest.refundId(), oldest.refundOf()));
    List<UnknownPayment> others = new ArrayList<>(renewal.unknownPayments());
    others.remove(oldest);
    return new Fired(renewal.withUnknownPayments(others, collector.history()), collector.updates());
  }

  private static Fired fireInSpell(Renewal renewal, Deadline deadline, Instant at) {
    DeadlineWait fired =
        switch (renewal.waiting()) {
          case DeadlineWait.ForPayment spell when deadline == Deadline.LAPSED ->
              new DeadlineWait.ForPayment(spell.since(), true);
          case DeadlineWait.ForReview spell when deadline == Deadline.DELAYED ->
              new DeadlineWait.ForReview(spell.since(), true, spell.stalled());
          case DeadlineWait.ForReview spell when deadline == Deadline.STALLED ->
              new DeadlineWait.ForReview(spell.since(), spell.delayed(), true);
          default ->
              throw new IllegalStateException(
                  "%s fired while %s".formatted(deadline, renewal.waiting()));
        };
    UpdateCollector collector =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), at);
    collector.emitUpdate(CaseUpdateKind.valueOf(deadline.name()));
    RenewalStatus before = RenewalStatus.of(renewal);
    collector.emitRefundDue(before, before.in(fired), false);
    return new Fired(renewal.withWaiting(fired, collector.history()), collector.updates());
  }
}
