package renewals.activation.merchant.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.activation.renewal.model.RenewalStatus.State;

/**
 * A renewal in its merchant's list: where it stands, as the outputs tell. They don't tell all that
 * its case knows, so a state may be unsure: then only the case can say, and who looks for a state
 * asks it.
 *
 * <p>Outputs of a renewal keep their order within each of their two topics, and none between them.
 * Their times don't give one either: facts come from three topics and deadlines from the clock, so
 * what was decided later may have the earlier time. So each topic is followed by itself.
 *
 * @param told the state by the updates alone, while it has never been usable
 * @param sure whether no other state fits what they told
 * @param toldAt the latest time at which they told a state
 * @param grant what the activations told last
 * @param grantAt when that was
 * @param holdsMoney whether money of the merchant lies in it that has activated nothing
 * @param validUntil the expiry that its activation gave its card; null if there is none
 * @param lastAt when anything was told of it last
 */
public record ListedRenewal(
    State told,
    boolean sure,
    Instant toldAt,
    Grant grant,
    Instant grantAt,
    boolean holdsMoney,
    @Nullable Instant validUntil,
    Instant lastAt) {

  /**
   * How long it is listed after the last that was told of it and after the end of its period: as
   * long as a case is remembered.
   */
  public static final Duration KEPT = Duration.ofDays(90);

  /** What activations and reversals make of a renewal. */
  public enum Grant {
    NONE,
    ACTIVATED,
    REVERSED
  }

  /** The first that is known of a renewal. */
  public static ListedRenewal first(MerchantNews news) {
    return new ListedRenewal(
            State.WAITING_FOR_PAYMENT,
            false,
            Instant.EPOCH,
            Grant.NONE,
            Instant.EPOCH,
            false,
            null,
            news.at())
        .after(news);
  }

  /** What it is after some news. */
  public ListedRenewal after(MerchantNews news) {
    Instant last = news.at().isAfter(lastAt) ? news.at() : lastAt;
    boolean money = money(news);
    if (news.isActivation()) {
      boolean activated = news.said() == Said.ACTIVATED;
      return new ListedRenewal(
          told,
          sure,
          toldAt,
          activated ? Grant.ACTIVATED : Grant.REVERSED,
          news.at(),
          money,
          activated ? news.validUntil() : validUntil,
          last);
    }
    if (tellsNoState(news.said())) {
      return new ListedRenewal(told, sure, toldAt, grant, grantAt, money, validUntil, last);
    }
    return new ListedRenewal(
        stateBy(news.said()),
        isSure(news.said()),
        news.at().isAfter(toldAt) ? news.at() : toldAt,
        grant,
        grantAt,
        money,
        validUntil,
        last);
  }

  /** Whether it may be forgotten; never while money lies in it. */
  public boolean isForgotten(Instant now) {
    Instant kept = validUntil != null && validUntil.isAfter(lastAt) ? validUntil : lastAt;
    boolean waits = holdsMoney && grant != Grant.ACTIVATED;
    return !waits && kept.plus(KEPT).isBefore(now);
  }

  /**
   * Whether it may be in a state. A reversal may leave some money, and doesn't say so; where an
   * update is later than the activation, its reversal may be still to be read.
   */
  public boolean mayBe(State wanted) {
    return switch (grant) {
      case NONE -> told == wanted || !sure;
      case ACTIVATED -> wanted == State.USABLE || toldAt.isAfter(grantAt);
      case REVERSED -> true;
    };
  }

  private static boolean tellsNoState(Said said) {
    return said == Said.REFUND_DUE || said == Said.REMINDED || said == Said.ANOTHER;
  }

  private State stateBy(Said said) {
    return switch (said) {
      case ACCEPTED, APPROVED_UNPAID -> State.WAITING_FOR_PAYMENT;
      case UNDERPAID -> told == State.LAPSED ? told : State.WAITING_FOR_PAYMENT;
      case PAID -> State.WAITING_FOR_REVIEW;
      case REJECTED -> State.REJECTED;
      case LAPSED -> State.LAPSED;
      case STALLED -> State.STALLED;
      case REFUNDED -> told == State.REJECTED ? told : State.REFUNDED;
      case APPROVED, REFUND_DUE, REMINDED, ANOTHER, ACTIVATED, REVERSED, REVERSED_BY_REVIEW -> told;
    };
  }

  /**
   * What is paid in part ends a lapse, what is given back in part doesn't; a payment that had been
   * given back before it came ends one without a word where other money lies in it; what was given
   * back may have been rejected, where that isn't known; an approval of what was given back while
   * it was rejected leaves it given back.
   */
  private boolean isSure(Said said) {
    return switch (said) {
      case APPROVED -> false;
      case UNDERPAID -> told != State.LAPSED;
      case LAPSED -> !holdsMoney;
      case REFUNDED -> sure;
      default -> true;
    };
  }

  /** What was paid before the activation, though it may be read behind it, has activated. */
  private boolean money(MerchantNews news) {
    return switch (news.said()) {
      case PAID, UNDERPAID -> holdsMoney || grant == Grant.NONE || news.at().isAfter(grantAt);
      case REFUND_DUE -> true;
      case REFUNDED, ACTIVATED -> false;
      default -> holdsMoney;
    };
  }
}
