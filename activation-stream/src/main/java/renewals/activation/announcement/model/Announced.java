package renewals.activation.announcement.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An announcement that was taken.
 *
 * @param at when it was appended: the time at which it is told
 * @param announcer the party whose announcement it is, whoever said this revision: the one that
 *     said the first; null where that isn't known
 */
public record Announced(Announcement announcement, Instant at, @Nullable String announcer) {

  /**
   * Who may replace what anybody announced.
   *
   * <p>Source: partners, "Who said it travels along": it may say everything.
   */
  static final String PLATFORM = "platform";

  /** How long one without an end is told, and kept apart from what was told already. */
  public static final Duration WITHOUT_END = Duration.ofDays(100);

  /** Which revision of which announcement: {@code <announcementId>/<revision>}. */
  public String name() {
    return announcement.announcementId() + "/" + announcement.revision();
  }

  /** The updateId under which a merchant is told, the same however often he is met. */
  public String updateId(String merchantId) {
    return name() + "/" + merchantId;
  }

  /** From then on nobody is told any more, so that nobody has to be remembered. */
  public Instant toldUntil() {
    Instant endsAt = announcement.endsAt();
    return endsAt == null ? at.plus(WITHOUT_END) : endsAt;
  }

  /** Whether nobody is told any more. */
  public boolean isPast(Instant now) {
    return !toldUntil().isAfter(now);
  }

  /** What an announcement that arrives means beside the one that is known. */
  public sealed interface Heard {

    /** It is to be told, and holds from now on. */
    record Newer(Announced now) implements Heard {}

    /** It is known, or a greater revision is. */
    record Superseded() implements Heard {}

    /** Its revision is known with other content. */
    record Conflicting() implements Heard {}

    /** It is another party's, and nothing of it is taken. */
    record Foreign(String announcer) implements Heard {}
  }

  /**
   * Judges one that arrives.
   *
   * @param known the greatest revision so far, null for none
   * @param by the party that says it, null where that isn't known
   */
  public static Heard hear(
      @Nullable Announced known, Announcement given, Instant at, @Nullable String by) {
    if (known == null) {
      return new Heard.Newer(new Announced(given, at, by));
    }
    String announcer = known.announcer();
    if (announcer != null && by != null && !by.equals(announcer) && !by.equals(PLATFORM)) {
      return new Heard.Foreign(announcer);
    }
    if (known.announcement().isReplacedBy(given)) {
      return new Heard.Newer(new Announced(given, at, announcer == null ? by : announcer));
    }
    boolean sameRevision = known.announcement().revision() == given.revision();
    return sameRevision && !known.announcement().saysTheSame(given)
        ? new Heard.Conflicting()
        : new Heard.Superseded();
  }
}
