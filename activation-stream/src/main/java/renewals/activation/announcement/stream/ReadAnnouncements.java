package renewals.activation.announcement.stream;

import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.codec.AnnouncementFormat.Arrived;
import renewals.activation.announcement.codec.AnnouncementReader;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.record.ReadProcessor;
import renewals.streams.routing.RepartitionNodes;

/** Reads announcements wherever they lie; all go to one place to be judged. */
public final class ReadAnnouncements {

  /** The internal topic that brings valid ones to where they are judged. */
  public static final String TO_REGISTER = "arrived-announcements";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "refused-announcements";

  private ReadAnnouncements() {}

  /** The processor that reads them. */
  public static ReadProcessor.Making<Announcement> making(AnnouncementParts parts) {
    return new ReadProcessor.Making<>(
        () -> AnnouncementReader.of(parts.registry(), parts.provenance()),
        () -> {
          AnnouncementFormat format = new AnnouncementFormat();
          return (announcement, original) ->
              format.write(
                  new Arrived(
                      announcement, original, parts.provenance().saidBy(original).orElse(null)));
        },
        AnnouncementStores.PARKED,
        RepartitionNodes.entryOf(TO_REGISTER),
        DEAD_LETTERS,
        parts.ticks(),
        parts.deadLetters(),
        parts.records());
  }
}
