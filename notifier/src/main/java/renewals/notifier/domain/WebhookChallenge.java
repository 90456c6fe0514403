package renewals.notifier.domain;

import java.time.Instant;

/**
 * A signed test event, which a webhook address must answer with 2xx before anything with a link
 * goes there. Source: 7-partners, Contacts.
 *
 * @param cause by which it is known: merchant and address, so the same however often it is asked
 * @param to where it goes, whatever the merchant's contact says later
 */
public record WebhookChallenge(String cause, String merchantId, Address to) {

  /** The challenge for a merchant's webhook address. */
  public static WebhookChallenge of(String merchantId, Address to) {
    return new WebhookChallenge(
        "address/%s/WEBHOOK/%s/challenge".formatted(merchantId, inId(to.mark())), merchantId, to);
  }

  /** The id of its notice. */
  public String noticeId() {
    return Channel.WEBHOOK.noticeIdOf(cause);
  }

  /**
   * The notice that asks.
   *
   * @param at when it is asked first
   * @param payload what is posted
   */
  public Notice notice(Instant at, String payload) {
    return new Notice(
        cause, at, merchantId, null, Kind.WEBHOOK_CHALLENGE, Channel.WEBHOOK, "", payload, null);
  }

  /** Whether a notice may lead to a page: those that tell of a renewal, or of several. */
  public static boolean isNeededFor(Notice notice) {
    return notice.channel() == Channel.WEBHOOK
        && (notice.renewalId() != null || notice.kind() == Kind.DIGEST);
  }

  /** In characters that an id may hold. */
  private static String inId(String mark) {
    return mark.replace('+', '-').replace('/', '_');
  }
}
