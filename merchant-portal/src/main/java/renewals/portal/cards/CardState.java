package renewals.portal.cards;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.text.StopCause;
import renewals.schemas.query.QueryResponses;

/**
 * Whether a card of the list can be used, in the order of what speaks against it.
 *
 * <p>Source: rules, "What becomes of a card between renewals": renewal × card.
 */
enum CardState {
  CLOSED("bad"),
  SUSPENDED("bad"),
  EXPIRED("bad"),
  USED_UP("act"),
  NOT_YET("wait"),
  SOON("act"),
  WORKS("good");

  /** A card that ends so soon is better renewed now. */
  private static final Duration SOON_IS = Duration.ofDays(30);

  private final String css;

  CardState(String css) {
    this.css = css;
  }

  static CardState of(QueryResponses.MerchantCard card, Instant now) {
    QueryResponses.CardStatus status = card.status();
    if (status != null && !status.state().equals("ACTIVE")) {
      return status.state().equals("CLOSED") ? CLOSED : SUSPENDED;
    }
    return switch (card.state()) {
      case "EXPIRED" -> EXPIRED;
      case "ACTIVE" -> usable(card, now);
      default -> NOT_YET;
    };
  }

  private static CardState usable(QueryResponses.MerchantCard card, Instant now) {
    QueryResponses.Usage usage = card.usage();
    Long left = usage == null ? null : usage.remainingBytes();
    if (left != null && left == 0) {
      return USED_UP;
    }
    String until = card.validUntil();
    return until != null && DisplayFormats.instant(until).isBefore(now.plus(SOON_IS))
        ? SOON
        : WORKS;
  }

  /** The tone in which it is shown: good, wait, act or bad. */
  String css() {
    return css;
  }

  /** Whether the card can't be used as it is, though it could be once. */
  boolean isStopped() {
    return this == CLOSED || this == SUSPENDED || this == EXPIRED || this == USED_UP;
  }

  /** In words; why, where it is stopped. */
  String said(QueryResponses.MerchantCard card, Language language) {
    return switch (this) {
      case CLOSED -> cause(card.status()).closed(language);
      case SUSPENDED -> cause(card.status()).stopped(language);
      case EXPIRED -> PageMessages.CARDS_EXPIRED.in(language);
      case USED_UP -> PageMessages.DATA_USED_UP.in(language);
      case NOT_YET -> PageMessages.CARDS_NOT_YET.in(language);
      case SOON -> PageMessages.CARDS_SOON.in(language);
      case WORKS -> PageMessages.CARDS_WORKS.in(language);
    };
  }

  private static StopCause cause(QueryResponses.@Nullable CardStatus status) {
    return StopCause.of(status == null ? null : status.cause());
  }
}
