package renewals.notifier.domain;

import org.jspecify.annotations.Nullable;

/** One message to a merchant by one channel, composed once. */
public record Notice(
    String cause,
    String merchantId,
    @Nullable String renewalId,
    Kind kind,
    Channel channel,
    String subject,
    String body) {

  /** Cause and channel: the same at each try. */
  public String id() {
    return channel.noticeIdOf(cause);
  }
}
