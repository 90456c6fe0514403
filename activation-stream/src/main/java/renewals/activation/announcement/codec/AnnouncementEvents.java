package renewals.activation.announcement.codec;

import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateAnnouncement;
import renewals.v1.UpdateKind;

/** What a merchant is told of an announcement, as an event of the contract. */
public final class AnnouncementEvents {

  private AnnouncementEvents() {}

  /** An announcement as it goes out to one merchant: it is of no renewal, terminal or card. */
  public static RenewalUpdate of(Announced announced, String merchantId) {
    RenewalUpdate event = new RenewalUpdate();
    event.setUpdateId(announced.updateId(merchantId));
    event.setKind(UpdateKind.ANNOUNCEMENT);
    event.setMerchantId(merchantId);
    event.setAnnouncement(of(announced.announcement()));
    event.setOccurredAt(announced.at());
    return event;
  }

  private static UpdateAnnouncement of(Announcement announcement) {
    Announcement.LocalizedText text = announcement.text();
    return new UpdateAnnouncement(
        announcement.announcementId(),
        announcement.revision(),
        AnnouncementKind.valueOf(announcement.kind().name()),
        text.titleZh(),
        text.textZh(),
        text.titleEn(),
        text.textEn(),
        text.link(),
        announcement.effectiveAt(),
        announcement.endsAt());
  }
}
