package renewals.activation.renewal.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.QuotedTime;

/** Everything the pipeline remembers of one renewal. Immutable. */
public sealed interface Case {

  /**
   * So many quoted times of one wait are remembered: a carrier may change its status without end.
   */
  int MOST_PROMISES = 16;

  /** The renewal's id. */
  String renewalId();

  /** The updates it has given so far. */
  CaseHistory history();

  /** How many updates it has given so far. */
  default int updates() {
    return history().updates();
  }

  /** The updates and activations so far, oldest first. */
  default List<TimelineEntry> timeline() {
    return history().timeline();
  }

  /** When the last fact was taken up or held. */
  Instant lastFactAt();

  /** What was refused lately. */
  Refusals refusals();

  /**
   * Facts without a request. The facts themselves are held elsewhere, in order of arrival, until
   * the request judges them (rule 3).
   *
   * @param held how many are held
   * @param holdsMoney whether a settled payment is among them
   * @param orphaned whether ORPHANED has fired, once a case
   */
  record Orphan(
      String renewalId,
      int held,
      boolean holdsMoney,
      boolean orphaned,
      Instant firstFactAt,
      Instant lastFactAt,
      Refusals refusals,
      CaseHistory history)
      implements Case {

    /** The case after an update, or after a refusal. */
    public Orphan with(boolean nowOrphaned, Refusals nowRefusals, CaseHistory now) {
      return new Orphan(
          renewalId, held, holdsMoney, nowOrphaned, firstFactAt, lastFactAt, nowRefusals, now);
    }
  }

  /**
   * A renewal that was requested.
   *
   * @param takenUp the facts that belong to it
   * @param waiting what the deadlines count from
   * @param activations how often it has become usable: the n of rule 6
   * @param lastActivation how it last became usable, null if it never did
   * @param promises the times that the merchant was quoted in the wait that it is in, oldest first
   */
  record Renewal(
      Fact.Requested request,
      TakenUp takenUp,
      DeadlineWait waiting,
      int activations,
      @Nullable Usability lastActivation,
      List<QuotedTime> promises,
      Refusals refusals,
      CaseHistory history)
      implements Case {

    @Override
    public String renewalId() {
      return request.renewalId();
    }

    @Override
    public Instant lastFactAt() {
      return takenUp.lastFactAt();
    }

    /** Those taken up, in order of arrival. */
    public List<Fact.Payment> payments() {
      return takenUp.payments();
    }

    /** Those taken up, in order of arrival. */
    public List<Fact.Review> reviews() {
      return takenUp.reviews();
    }

    /** Payments that refunds name and that are not known, in order of arrival. */
    public List<UnknownPayment> unknownPayments() {
      return takenUp.unknownPayments();
    }

    /** The renewal with other facts, before anything follows from them. */
    public Renewal withTakenUp(TakenUp facts) {
      return new Renewal(
          request, facts, waiting, activations, lastActivation, promises, refusals, history);
    }

    /** The renewal in another wait, with the updates given so far. */
    public Renewal withWaiting(DeadlineWait now, CaseHistory said) {
      return new Renewal(
          request, takenUp, now, activations, lastActivation, promises, refusals, said);
    }

    /** The renewal with the unknown payments that are still to be reported. */
    public Renewal withUnknownPayments(List<UnknownPayment> now, CaseHistory said) {
      return new Renewal(
          request,
          takenUp.withUnknown(now),
          waiting,
          activations,
          lastActivation,
          promises,
          refusals,
          said);
    }

    /** The renewal once it has refused something. */
    public Renewal withRefusals(Refusals now, CaseHistory said) {
      return new Renewal(
          request, takenUp, waiting, activations, lastActivation, promises, now, said);
    }

    /**
     * The renewal once the merchant was quoted a time; beyond the limit the oldest is forgotten.
     */
    public Renewal promised(QuotedTime told) {
      return new Renewal(
          request,
          takenUp,
          waiting,
          activations,
          lastActivation,
          Lists.append(promises, told, MOST_PROMISES),
          refusals,
          history);
    }
  }

  /**
   * How a renewal became usable.
   *
   * @param at the step's time: the activation time
   * @param paidAt occurredAt of the latest settled payment, null for a gift
   * @param approvedAt decidedAt of the approval
   */
  record Usability(Instant at, @Nullable Instant paidAt, Instant approvedAt) {}
}
