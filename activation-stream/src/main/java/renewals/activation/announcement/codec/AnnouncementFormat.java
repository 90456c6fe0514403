package renewals.activation.announcement.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.model.AnnouncementWalk;
import renewals.activation.announcement.model.AnnouncementWalk.Reached;
import renewals.activation.announcement.model.Audience;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.SourceRecordFormat;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/** The stored form of announcements and of the walk that looks for their merchants. One thread. */
public final class AnnouncementFormat {

  private static final StoredNumbers<Announcement.Kind> KINDS =
      StoredNumbers.of(
          Announcement.Kind.class,
          Announcement.Kind.FEES,
          Announcement.Kind.TERMS,
          Announcement.Kind.SOFTWARE,
          Announcement.Kind.CAMPAIGN,
          Announcement.Kind.CHANNEL,
          Announcement.Kind.OTHER);

  /** The first that knows whose an announcement is. */
  private static final int WITH_PARTIES = 2;

  private static final int VERSION = WITH_PARTIES;

  private final StateWriter packer = new StateWriter();

  /**
   * An announcement and the record that brought it.
   *
   * @param by the party that said it, null where that isn't known
   */
  public record Arrived(Announcement announcement, SourceRecord original, @Nullable String by) {}

  /** One on its way to where it is judged. */
  public byte[] write(Arrived arrived) {
    StateWriter to = packer.start(VERSION);
    write(to, arrived.announcement());
    SourceRecordFormat.write(to, arrived.original());
    to.optionalText(arrived.by());
    return to.finish();
  }

  /** The announcement on its way that bytes hold. */
  public Arrived readArrived(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "arrived announcement", VERSION);
    return new Arrived(readAnnouncement(from), SourceRecordFormat.read(from), readParty(from));
  }

  /** One that was taken. */
  public byte[] write(Announced announced) {
    StateWriter to = packer.start(VERSION);
    write(to, announced);
    return to.finish();
  }

  /** The taken announcement that bytes hold. */
  public Announced readAnnounced(byte[] bytes) {
    return readAnnounced(StateReader.start(bytes, "announcement", VERSION));
  }

  /** How far the walk has come, without what it looks for. */
  public byte[] writePlace(AnnouncementWalk walk) {
    StateWriter to = packer.start(VERSION);
    writeNames(to, walk.announced());
    writeNames(to, walk.next());
    Reached reached = walk.reached();
    to.flag(reached != null);
    if (reached != null) {
      to.instant(reached.at()).text(reached.cardKey());
    }
    return to.finish();
  }

  /** How far a walk has come, and which announcements it looks for, by announcementId. */
  public record Place(List<String> announced, @Nullable Reached reached, List<String> next) {}

  /** The place that bytes hold. */
  public Place readPlace(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "walk", VERSION);
    List<String> announced = readNames(from);
    List<String> next = readNames(from);
    Reached reached = from.flag() ? new Reached(from.instant(), from.text()) : null;
    return new Place(announced, reached, next);
  }

  private static void writeNames(StateWriter to, List<Announced> all) {
    to.number(all.size());
    all.forEach(one -> to.text(one.announcement().announcementId()));
  }

  private static List<String> readNames(StateReader from) {
    int count = from.count();
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(from.text());
    }
    return names;
  }

  private static void write(StateWriter to, Announced announced) {
    write(to, announced.announcement());
    to.instant(announced.at()).optionalText(announced.announcer());
  }

  private static Announced readAnnounced(StateReader from) {
    return new Announced(readAnnouncement(from), from.instant(), readParty(from));
  }

  private static @Nullable String readParty(StateReader from) {
    return from.version() < WITH_PARTIES ? null : from.optionalText();
  }

  private static void write(StateWriter to, Announcement announcement) {
    to.text(announcement.announcementId()).number(announcement.revision());
    to.choice(KINDS, announcement.kind());
    write(to, announcement.audience().carrierIds());
    write(to, announcement.audience().channelIds());
    write(to, announcement.audience().planIds());
    to.instant(announcement.effectiveAt()).optionalInstant(announcement.endsAt());
    Announcement.LocalizedText text = announcement.text();
    to.text(text.titleZh()).text(text.textZh()).text(text.titleEn()).text(text.textEn());
    to.optionalText(text.link());
  }

  private static Announcement readAnnouncement(StateReader from) {
    return new Announcement(
        from.text(),
        from.number(),
        from.choice(KINDS),
        new Audience(readSet(from), readSet(from), readSet(from)),
        from.instant(),
        from.optionalInstant(),
        new Announcement.LocalizedText(
            from.text(), from.text(), from.text(), from.text(), from.optionalText()));
  }

  private static void write(StateWriter to, @Nullable Set<String> names) {
    to.flag(names != null);
    if (names != null) {
      to.number(names.size());
      new TreeSet<>(names).forEach(to::text);
    }
  }

  private static @Nullable Set<String> readSet(StateReader from) {
    if (!from.flag()) {
      return null;
    }
    int count = from.count();
    Set<String> names = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      names.add(from.text());
    }
    return names;
  }
}
