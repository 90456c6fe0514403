package renewals.activation.announcement.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One round past all cards of a partition, to find the merchants of some announcements. It goes on
 * where it was, after a restart too. Immutable.
 *
 * <p>Announcements that come before it has begun share it. One that comes later waits for the next
 * round: what has been passed was seen without it. A greater revision takes the place of the one
 * before, whose merchants are looked for no longer.
 *
 * @param announced whose merchants are looked for, one revision of each
 * @param reached how far it has come, null before it begins
 * @param next those of the next round, maybe none
 */
public record AnnouncementWalk(
    List<Announced> announced, @Nullable Reached reached, List<Announced> next) {

  /**
   * How far it has come.
   *
   * @param at when the entry passed last falls due
   * @param cardKey the entry passed last; empty before the first
   */
  public record Reached(Instant at, String cardKey) {

    /** Before the first entry. */
    public static final Reached NOTHING = new Reached(Instant.EPOCH, "");
  }

  /** Lists of its own. */
  public AnnouncementWalk {
    announced = List.copyOf(announced);
    next = List.copyOf(next);
  }

  /** Joins an announcement with the walk that is under way, if there is one. */
  public static AnnouncementWalk joined(@Nullable AnnouncementWalk underWay, Announced given) {
    if (underWay == null) {
      return new AnnouncementWalk(List.of(given), null, List.of());
    }
    List<Announced> now = without(underWay.announced(), given);
    List<Announced> later = without(underWay.next(), given);
    (underWay.reached() == null ? now : later).add(given);
    return new AnnouncementWalk(now, underWay.reached(), later);
  }

  private static List<Announced> without(List<Announced> all, Announced replacement) {
    List<Announced> rest = new ArrayList<>(all);
    rest.removeIf(
        one ->
            one.announcement()
                .announcementId()
                .equals(replacement.announcement().announcementId()));
    return rest;
  }

  /** Whether all that was appended before its announcements has been read. */
  public boolean mayBegin(Instant watermark) {
    return reached != null || announced.stream().noneMatch(one -> one.at().isAfter(watermark));
  }

  /** It has come so far. */
  public AnnouncementWalk to(Reached now) {
    return new AnnouncementWalk(announced, now, next);
  }

  /** It has come to its end: the next round, empty if none waits for one. */
  public Optional<AnnouncementWalk> ended() {
    return next.isEmpty()
        ? Optional.empty()
        : Optional.of(new AnnouncementWalk(next, null, List.of()));
  }
}
