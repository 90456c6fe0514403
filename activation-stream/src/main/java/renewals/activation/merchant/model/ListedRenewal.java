package renewals.activation.merchant.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.activation.renewal.model.RenewalStatus.State;

/**
 * A renewal in its merchant's list: where it stands, as the outputs tell. They don't tell all that
 * its case knows, so a state may be unsure: then only the case can say, and who looks for a state
 * asks it. Between their two topics outputs may come in any order; what comes late leaves the state
 * unsure.
 *
 * @param state the newest that was told
 * @param sure whether no other state fits what was told
 * @param stateAt when that was told
 * @param byActivation whether an activation or reversal told it
 * @param holdsMoney whether money of the merchant lies in it that has activated nothing
 * @param validUntil the expiry that its activation gave its card; null if there is none
 * @param lastAt when anything was told of it last
 */
public record ListedRenewal(
    State state,
    boolean sure,
    Instant stateAt,
    boolean byActivation,
    boolean holdsMoney,
    @Nullable Instant validUntil,
    Instant lastAt) {

  /**
   * How long it is listed after the last that was told of it and after the end of its period: as
   * long as a case is remembered.
   */
  public static final Duration KEPT = Duration.ofDays(90);

  /** The first that is known of a renewal. */
  public static ListedRenewal first(MerchantNews news) {
    return new ListedRenewal(
            State.WAITING_FOR_PAYMENT, false, Instant.EPOCH, false, false, null, news.at())
        .after(news);
  }

  /** What it is after some news. */
  public ListedRenewal after(MerchantNews news) {
    Instant last = news.at().isAfter(lastAt) ? news.at() : lastAt;
    Instant until = news.said() == Said.ACTIVATED ? news.validUntil() : validUntil;
    if (tellsNoState(news.said()) || isOlder(news)) {
      boolean stillSure = sure && (tellsNoState(news.said()) || !news.at().isBefore(stateAt));
      return new ListedRenewal(
          state, stillSure, stateAt, byActivation, money(news.said()), until, last);
    }
    State told = stateBy(news.said());
    return new ListedRenewal(
        told, isSure(news.said()), news.at(), news.isActivation(), money(news.said()), until, last);
  }

  /** Whether it may be forgotten; never while money lies in it. */
  public boolean isForgotten(Instant now) {
    Instant kept = validUntil != null && validUntil.isAfter(lastAt) ? validUntil : lastAt;
    return !holdsMoney && kept.plus(KEPT).isBefore(now);
  }

  /** Whether it may be in a state. */
  public boolean mayBe(State wanted) {
    return state == wanted || !sure;
  }

  /** Within one step the activation is the last word, though its topic may be read first. */
  private boolean isOlder(MerchantNews news) {
    return news.at().isBefore(stateAt)
        || (news.at().equals(stateAt) && byActivation && !news.isActivation());
  }

  private static boolean tellsNoState(Said said) {
    return said == Said.REFUND_DUE || said == Said.REMINDED || said == Said.ANOTHER;
  }

  private State stateBy(Said said) {
    return switch (said) {
      case ACCEPTED, APPROVED_UNPAID -> State.WAITING_FOR_PAYMENT;
      case UNDERPAID -> state == State.LAPSED ? state : State.WAITING_FOR_PAYMENT;
      case PAID -> State.WAITING_FOR_REVIEW;
      case REJECTED, REVERSED_BY_REVIEW -> State.REJECTED;
      case LAPSED -> State.LAPSED;
      case STALLED -> State.STALLED;
      case REFUNDED -> state == State.REJECTED ? state : State.REFUNDED;
      case REVERSED -> State.REFUNDED;
      case ACTIVATED -> State.USABLE;
      case APPROVED, REFUND_DUE, REMINDED, ANOTHER -> state;
    };
  }

  /**
   * A reversal may leave some money; what is paid in part ends a lapse, what is given back in part
   * doesn't; a payment that had been given back before it came ends one without a word where other
   * money lies in it; what was given back may have been rejected, where that isn't known; an
   * approval of what was given back while it was rejected leaves it given back.
   */
  private boolean isSure(Said said) {
    return switch (said) {
      case REVERSED, APPROVED -> false;
      case UNDERPAID -> state != State.LAPSED;
      case LAPSED -> !holdsMoney;
      case REFUNDED -> sure;
      default -> true;
    };
  }

  private boolean money(Said said) {
    return switch (said) {
      case PAID, UNDERPAID, REFUND_DUE -> true;
      case REFUNDED, ACTIVATED -> false;
      default -> holdsMoney;
    };
  }
}
