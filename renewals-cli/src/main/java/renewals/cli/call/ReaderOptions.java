package renewals.cli.call;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.Option;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;

/** In whose language and at whose hours notices are written that nobody's contact decides. */
public final class ReaderOptions {

  @Option(
      names = "--locale",
      paramLabel = "LOCALE",
      defaultValue = "zh-CN",
      description = "In the language of this BCP 47 tag. Default: ${DEFAULT-VALUE}.")
  private String locale;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "Asia/Shanghai",
      description = "With times of this zone. Default: ${DEFAULT-VALUE}.")
  private String zone;

  /**
   * Writes notices for him.
   *
   * @throws SettingException the zone is none
   */
  public NoticePreview preview(Settings settings) {
    return NoticePreview.of(settings, locale, zoneId(), Instant.now());
  }

  /** Likewise, each with links as of the moment at which it is written. */
  public NoticePreview asTold(Settings settings) {
    return NoticePreview.asTold(settings, locale, zoneId());
  }

  private ZoneId zoneId() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new SettingException("--zone", zone, "an IANA time zone, such as Asia/Shanghai");
    }
  }
}
