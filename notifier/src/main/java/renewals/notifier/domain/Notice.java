package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to a merchant by one channel, composed once.
 *
 * @param causeAt time of the trigger; null in what older releases stored
 * @param values what a reviewed template may name; null where it goes by another way than SMS, and
 *     in what older releases stored
 */
public record Notice(
    String cause,
    @Nullable Instant causeAt,
    String merchantId,
    @Nullable String renewalId,
    Kind kind,
    Channel channel,
    String subject,
    String body,
    @Nullable TemplateValues values) {

  /** Trigger and channel: the same at each try. */
  public String id() {
    return channel.noticeIdOf(cause);
  }

  /** What it is kept by while it is open: {@link #keyOf}. */
  public String key() {
    return keyOf(id(), causeAt);
  }

  /** The id, and the time of the trigger: a renewalId that is used again gives the same ids. */
  public static String keyOf(String noticeId, @Nullable Instant causeAt) {
    return causeAt == null ? noticeId : noticeId + '@' + causeAt.toEpochMilli();
  }
}
