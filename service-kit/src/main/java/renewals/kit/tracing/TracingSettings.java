package renewals.kit.tracing;

import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * What operators set of traces; all services that trace share it.
 *
 * @param endpoint {@code tracing.endpoint}: where OTLP over HTTP is taken, without {@code
 *     /v1/traces}; nothing is traced where it is not set
 * @param ratio {@code tracing.ratio}: the share of traces that begin here and are recorded
 */
public record TracingSettings(Optional<String> endpoint, double ratio) {

  private static final String RATIO = "tracing.ratio";

  /** Nothing is traced. */
  public static final TracingSettings OFF = new TracingSettings(Optional.empty(), 1);

  public TracingSettings {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw refused(Double.toString(ratio));
    }
  }

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  public static TracingSettings read(Settings from) {
    return new TracingSettings(
        from.url("tracing.endpoint").map(url -> url.replaceAll("/+$", "")),
        ratio(from.text(RATIO, "1")));
  }

  private static double ratio(String given) {
    try {
      double ratio = Double.parseDouble(given.strip());
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      throw refused(given);
    }
    throw refused(given);
  }

  private static SettingException refused(String given) {
    return new SettingException(RATIO, given, "a share from 0 to 1, such as 0.1");
  }
}
