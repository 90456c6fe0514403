package renewals.activation.announcement.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * News for many merchants, valid in itself.
 *
 * @param revision counts up; the greatest holds
 * @param effectiveAt from when on what it says applies; it is told on arrival
 * @param endsAt until when it is told and shown, null for without end
 */
public record Announcement(
    String announcementId,
    long revision,
    Kind kind,
    Audience audience,
    Instant effectiveAt,
    @Nullable Instant endsAt,
    LocalizedText text) {

  /** What it is about, by the contract's words; it decides nothing here. */
  public enum Kind {
    FEES,
    TERMS,
    SOFTWARE,
    CAMPAIGN,
    CHANNEL,
    /** Something that this version has no word for. */
    OTHER
  }

  /**
   * What it says.
   *
   * @param link where more stands, null for nowhere
   */
  public record LocalizedText(
      String titleZh, String textZh, String titleEn, String textEn, @Nullable String link) {}

  /** Whether its end has come: from then on it is told to nobody. */
  public boolean isOver(Instant now) {
    return endsAt != null && !endsAt.isAfter(now);
  }

  /** Whether another one is a newer revision of this one. */
  boolean isReplacedBy(Announcement other) {
    return announcementId.equals(other.announcementId) && revision < other.revision;
  }

  /**
   * Whether two of one revision say the same. A word that is learnt later contradicts nobody who
   * didn't know it.
   */
  boolean saysTheSame(Announcement other) {
    boolean sameKind = kind == other.kind || kind == Kind.OTHER || other.kind == Kind.OTHER;
    return sameKind && withKind(Kind.OTHER).equals(other.withKind(Kind.OTHER));
  }

  private Announcement withKind(Kind other) {
    return new Announcement(announcementId, revision, other, audience, effectiveAt, endsAt, text);
  }
}
