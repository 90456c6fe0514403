package renewals.activation.announcement.codec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.model.Audience;
import renewals.activation.record.EventReader;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;

/** Turns an event that the contract allows into an announcement. */
public final class AnnouncementReader {

  private AnnouncementReader() {}

  /** Reads records of the topic of announcements. */
  public static EventReader<Announcement> of(SchemaRegistry registry, RecordProvenance provenance) {
    return new EventReader<>(
        Map.of(
            Topics.ANNOUNCEMENTS.name(),
            new WireReader<>(registry, new renewals.v1.Announcement())),
        "announcementId",
        event -> ((renewals.v1.Announcement) event).getAnnouncementId(),
        event -> read((renewals.v1.Announcement) event),
        provenance);
  }

  static Announcement read(renewals.v1.Announcement event) {
    return new Announcement(
        event.getAnnouncementId(),
        event.getRevision(),
        Announcement.Kind.valueOf(event.getKind().name()),
        new Audience(
            set(event.getCarrierIds()), set(event.getChannelIds()), set(event.getPlanIds())),
        event.getEffectiveAt(),
        event.getEndsAt(),
        new Announcement.LocalizedText(
            event.getTitleZh(),
            event.getTextZh(),
            event.getTitleEn(),
            event.getTextEn(),
            event.getLink()));
  }

  private static @Nullable Set<String> set(@Nullable List<String> ids) {
    return ids == null ? null : Set.copyOf(ids);
  }
}
