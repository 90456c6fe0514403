package renewals.activation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the pipeline remembers of one renewal. Immutable. */
public sealed interface Case {

  /** So many promises of one wait are remembered: a carrier may change its word without end. */
  int MOST_PROMISES = 16;

  /** The renewal's id. */
  String renewalId();

  /** How many updates the case has given so far. */
  int updates();

  /** What was said so far, oldest first. */
  List<TimelineEntry> timeline();

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
      int updates,
      List<TimelineEntry> timeline)
      implements Case {

    /** The case once it has said something, or refused something. */
    Orphan with(boolean nowOrphaned, Refusals nowRefusals, UpdateCollector telling) {
      return new Orphan(
          renewalId,
          held,
          holdsMoney,
          nowOrphaned,
          firstFactAt,
          lastFactAt,
          nowRefusals,
          telling.count(),
          telling.timeline());
    }
  }

  /**
   * A renewal that was requested.
   *
   * @param payments those taken up, in order of arrival
   * @param reviews those taken up, in order of arrival
   * @param unknownPayments those that refunds name and that are to be told, in order of arrival
   * @param waiting what the deadlines count from
   * @param activations how often it has become usable: the n of rule 6
   * @param lastActivation how it last became usable, null if it never did
   * @param promises what the merchant was told in the wait that it is in, oldest first
   */
  record Renewal(
      Fact.Requested request,
      List<Fact.Payment> payments,
      List<Fact.Review> reviews,
      List<UnknownPayment> unknownPayments,
      DeadlineWait waiting,
      int activations,
      @Nullable Usability lastActivation,
      List<QuotedTime> promises,
      Instant lastFactAt,
      Refusals refusals,
      int updates,
      List<TimelineEntry> timeline)
      implements Case {

    @Override
    public String renewalId() {
      return request.renewalId();
    }

    /** The renewal in another spell, once it has said so. */
    Renewal with(DeadlineWait nowWaiting, UpdateCollector telling) {
      return updates(unknownPayments, nowWaiting, refusals, telling);
    }

    /** The renewal once it has said which payments are not known. */
    Renewal with(List<UnknownPayment> nowUnknown, UpdateCollector telling) {
      return updates(nowUnknown, waiting, refusals, telling);
    }

    /** The renewal once it has refused something. */
    Renewal with(Refusals nowRefusals, UpdateCollector telling) {
      return updates(unknownPayments, waiting, nowRefusals, telling);
    }

    private Renewal updates(
        List<UnknownPayment> nowUnknown,
        DeadlineWait nowWaiting,
        Refusals nowRefusals,
        UpdateCollector telling) {
      return new Renewal(
          request,
          payments,
          reviews,
          nowUnknown,
          nowWaiting,
          activations,
          lastActivation,
          promises,
          lastFactAt,
          nowRefusals,
          telling.count(),
          telling.timeline());
    }

    /** The renewal once the merchant was told a time; beyond the limit the oldest is forgotten. */
    Renewal promised(QuotedTime told) {
      List<QuotedTime> longer =
          promises.size() < MOST_PROMISES ? promises : promises.subList(1, promises.size());
      return new Renewal(
          request,
          payments,
          reviews,
          unknownPayments,
          waiting,
          activations,
          lastActivation,
          append(longer, told),
          lastFactAt,
          refusals,
          updates,
          timeline);
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

  /** A list with one more at its end. */
  static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return longer;
  }
}
