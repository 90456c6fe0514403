package renewals.notifier;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.kit.Settings;
import renewals.notifier.codec.avro.NotificationTriggers;
import renewals.notifier.codec.avro.Reading;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.WebhookChallenge;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/**
 * What a merchant would be told of an event, by the notifier's own words and those of its settings
 * that words need.
 */
public final class NoticePreview {

  private static final List<Channel> CHANNELS =
      List.of(Channel.SMS, Channel.EMAIL, Channel.WEBHOOK, Channel.ROBOT);

  private final NoticeComposer composer;
  private final Language language;
  private final ZoneId zone;

  private NoticePreview(NoticeComposer composer, Language language, ZoneId zone) {
    this.composer = composer;
    this.language = language;
    this.zone = zone;
  }

  /**
   * A notice that nobody sends.
   *
   * @param channel as the contract names it
   * @param subject empty where the channel has none
   */
  public record Previewed(
      String noticeId,
      String merchantId,
      String kind,
      String channel,
      String subject,
      String body) {}

  /**
   * Previews for merchants who read that language in that zone.
   *
   * @param locale BCP 47
   * @param linked the moment as of which links are made
   * @throws renewals.kit.SettingException a setting is not what is expected
   */
  public static NoticePreview of(Settings settings, String locale, ZoneId zone, Instant linked) {
    NoticeComposer composer = NotifierConfig.composer(settings).withLinksOf(linked);
    return new NoticePreview(composer, Language.of(locale), zone);
  }

  /** Likewise, with links as of the moment at which each notice is written. */
  public static NoticePreview asTold(Settings settings, String locale, ZoneId zone) {
    return new NoticePreview(NotifierConfig.composer(settings), Language.of(locale), zone);
  }

  /**
   * The notices of an activation or update, one for each channel; none where it is for operators.
   *
   * @param now the moment at which they would be written
   * @throws IllegalArgumentException it is neither
   */
  public List<Previewed> of(SpecificRecord event, Instant now) {
    Reading reading =
        switch (event) {
          case Activation activation -> NotificationTriggers.of(activation);
          case RenewalUpdate update ->
              update.getMerchantId() == null
                  ? new Reading.ForOperators()
                  : NotificationTriggers.of(update, update.getMerchantId());
          default ->
              throw new IllegalArgumentException(
                  "event is %s, expected an activation or an update"
                      .formatted(event.getSchema().getName()));
        };
    return reading instanceof Reading.Trigger trigger
        ? composer
            .compose(
                trigger.trigger(),
                contactOf(trigger.trigger().merchantId()),
                CHANNELS,
                new WebhookPayload(),
                now)
            .stream()
            .map(NoticePreview::previewed)
            .toList()
        : List.of();
  }

  /**
   * The test event by which a webhook address proves itself before notices go there.
   *
   * @param url the address
   */
  public static Previewed challenge(String merchantId, String url, Instant now) {
    WebhookChallenge challenge = WebhookChallenge.of(merchantId, new Address(url, null));
    return previewed(challenge.notice(now, WebhookPayload.of(challenge, now)));
  }

  private Contact contactOf(String merchantId) {
    return new Contact(merchantId, merchantId, language, zone, null, null, null, null);
  }

  private static Previewed previewed(Notice notice) {
    return new Previewed(
        notice.id(),
        notice.merchantId(),
        notice.kind().name(),
        notice.channel().name(),
        notice.subject(),
        notice.body());
  }
}
