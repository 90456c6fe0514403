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
  List<Moment> timeline();

  /** When the last fact was taken up or held. */
  Instant lastFactAt();

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
      int updates,
      List<Moment> timeline)
      implements Case {}

  /**
   * A renewal that was requested.
   *
   * @param payments those taken up, in order of arrival
   * @param reviews those taken up, in order of arrival
   * @param waiting what the deadlines count from
   * @param activations how often it has become usable: the n of rule 6
   * @param lastActivation how it last became usable, null if it never did
   * @param promises what the merchant was told in the wait that it is in, oldest first
   */
  record Renewal(
      Fact.Requested request,
      List<Fact.Payment> payments,
      List<Fact.Review> reviews,
      Waiting waiting,
      int activations,
      @Nullable Usability lastActivation,
      List<Promise> promises,
      Instant lastFactAt,
      int updates,
      List<Moment> timeline)
      implements Case {

    @Override
    public String renewalId() {
      return request.renewalId();
    }

    Renewal with(Waiting nowWaiting, int nowUpdates, List<Moment> nowTimeline) {
      return new Renewal(
          request,
          payments,
          reviews,
          nowWaiting,
          activations,
          lastActivation,
          promises,
          lastFactAt,
          nowUpdates,
          nowTimeline);
    }

    /** The renewal once the merchant was told a time; beyond the limit the oldest is forgotten. */
    Renewal promised(Promise told) {
      List<Promise> longer =
          promises.size() < MOST_PROMISES ? promises : promises.subList(1, promises.size());
      return new Renewal(
          request,
          payments,
          reviews,
          waiting,
          activations,
          lastActivation,
          append(longer, told),
          lastFactAt,
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
