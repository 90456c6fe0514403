package renewals.activation.announcement.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.codec.AnnouncementFormat.Arrived;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announced.Heard;
import renewals.activation.record.RegisterProcessor;
import renewals.activation.record.RegisterProcessor.Judged;

/**
 * The register of announcements, whose newest revisions go to the cards of all partitions. Key
 * announcementId, value {@link AnnouncementFormat}.
 */
public final class AnnouncementRegister implements RegisterProcessor.Revisions {

  /** The node that sends the newest revisions to the cards of all partitions. */
  public static final String TO_CARDS = "newest-announcements";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "conflicting-announcements";

  private final AnnouncementFormat format = new AnnouncementFormat();

  private AnnouncementRegister() {}

  /** Makes its processor. */
  public static RegisterProcessor.Maker making(AnnouncementParts parts) {
    return new RegisterProcessor.Maker(
        AnnouncementRegister::new,
        AnnouncementStores.register(),
        TO_CARDS,
        DEAD_LETTERS,
        parts.deadLetters(),
        parts.records());
  }

  @Override
  public Judged judge(String announcementId, byte[] bytes, byte @Nullable [] kept) {
    Arrived arrived = format.readArrived(bytes);
    Announced known = kept == null ? null : format.readAnnounced(kept);
    Instant appended = Instant.ofEpochMilli(arrived.original().appendedAt());
    return switch (Announced.hear(known, arrived.announcement(), appended, arrived.by())) {
      case Heard.Newer newer -> new Judged.Newer(arrived.original(), format.write(newer.now()));
      case Heard.Superseded superseded -> new Judged.Known(arrived.original());
      case Heard.Conflicting conflicting ->
          new Judged.Conflicting(arrived.original(), arrived.announcement().revision());
      case Heard.Foreign foreign ->
          new Judged.Foreign(
              arrived.original(),
              "announcement %s is %s's, not %s's"
                  .formatted(announcementId, foreign.announcer(), arrived.by()));
    };
  }
}
