package renewals.activation.query;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import renewals.activation.merchant.stream.MerchantLists;

/**
 * Where a card stands in its merchant's list: by expiry, those without one last, then by number.
 *
 * @param expiresAt epoch milliseconds, {@code Long.MAX_VALUE} where it has no expiry
 * @param card its first 19 characters
 */
record CardPlace(long expiresAt, String card) implements Comparable<CardPlace> {

  private static final Comparator<CardPlace> ORDER =
      Comparator.comparingLong(CardPlace::expiresAt).thenComparing(CardPlace::card);
  private static final char SEPARATOR = '/';

  static CardPlace of(MerchantLists.Card card) {
    Instant until = card.listed().validUntil();
    return new CardPlace(until == null ? Long.MAX_VALUE : until.toEpochMilli(), card.key());
  }

  /** The place that a cursor's text names. */
  static Optional<CardPlace> read(String text) {
    int at = text.indexOf(SEPARATOR);
    try {
      return at < 0
          ? Optional.empty()
          : Optional.of(
              new CardPlace(Long.parseLong(text.substring(0, at)), text.substring(at + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    return expiresAt + String.valueOf(SEPARATOR) + card;
  }

  @Override
  public int compareTo(CardPlace other) {
    return ORDER.compare(this, other);
  }
}
