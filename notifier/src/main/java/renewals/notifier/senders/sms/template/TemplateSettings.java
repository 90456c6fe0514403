package renewals.notifier.senders.sms.template;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A provider that takes reviewed templates.
 *
 * @param endpoint scheme and host, and port where it isn't the usual one
 * @param region Tencent Cloud's; empty for Alibaba Cloud
 * @param application Tencent Cloud's SmsSdkAppId; empty for Alibaba Cloud
 * @param signature who signs, as registered there, without 【】
 * @param templates by {@code <kind>.<locale>}, from the fullest to the shortest
 * @param timeout for a whole request
 */
public record TemplateSettings(
    Provider provider,
    URI endpoint,
    CloudKey key,
    String region,
    String application,
    String signature,
    Map<String, List<SmsTemplate>> templates,
    Duration timeout) {

  /** Whose interface it is. */
  public enum Provider {
    /** Alibaba Cloud. */
    ALIYUN,
    /** Tencent Cloud. */
    TENCENT
  }

  public TemplateSettings {
    templates = Map.copyOf(templates);
  }
}
