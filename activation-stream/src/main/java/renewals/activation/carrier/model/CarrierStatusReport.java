package renewals.activation.carrier.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier published of its own state, valid in itself. Two reports of one revision have the
 * same content exactly if they are equal.
 *
 * @param revision counts up; the greatest holds
 */
public record CarrierStatusReport(
    String carrierId,
    long revision,
    CarrierCondition condition,
    @Nullable String messageZh,
    @Nullable String messageEn) {

  /** Characters of one of two messages. */
  private static final int MOST_OF_TWO = 249;

  /** The same for another time. */
  CarrierStatusReport during(Instant startsAt, @Nullable Instant endsAt) {
    return new CarrierStatusReport(
        carrierId,
        revision,
        new CarrierCondition(condition.state(), startsAt, endsAt),
        messageZh,
        messageEn);
  }

  /** The same, over at {@code latest} at the latest. */
  CarrierStatusReport until(Instant latest) {
    return isOver(latest) ? this : during(condition.startsAt(), latest);
  }

  /**
   * The next of its own moments, startsAt and endsAt, that lies after {@code now}; null if none.
   */
  public @Nullable Instant nextTurn(Instant now) {
    Instant starts = condition.startsAt();
    Instant ends = condition.endsAt();
    boolean startsAhead = starts.isAfter(now);
    boolean endsAhead = ends != null && ends.isAfter(now);
    if (startsAhead && endsAhead) {
      return starts.isBefore(ends) ? starts : ends;
    }
    if (startsAhead) {
      return starts;
    }
    return endsAhead ? ends : null;
  }

  /** Whether the end that it named has come: from then on it holds no longer. */
  public boolean isOver(Instant now) {
    Instant ends = condition.endsAt();
    return ends != null && !ends.isAfter(now);
  }

  /**
   * Its message for people, while it is not over; null if it has none. Where it has one in each
   * language, the Chinese is the first line, the English the second, both cut so that they fit into
   * the 500 characters of a text.
   */
  public @Nullable String messageAt(Instant now) {
    if (isOver(now)) {
      return null;
    }
    if (messageZh == null || messageEn == null) {
      return messageZh != null ? messageZh : messageEn;
    }
    return line(messageZh) + "\n" + line(messageEn);
  }

  private static String line(String message) {
    String line = message.replace('\n', ' ');
    return line.length() <= MOST_OF_TWO ? line : line.substring(0, MOST_OF_TWO - 1) + "…";
  }
}
