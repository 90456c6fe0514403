package renewals.notifier.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.SmsSettings;
import renewals.notifier.senders.sms.smpp.SmppSettings;
import renewals.notifier.senders.sms.smpp.SmppSettings.ReportIds;
import renewals.notifier.senders.sms.template.TemplateSettings;

/** Reads the settings below {@code notifier.sms.}. */
final class SmsConfig {

  private static final String PROVIDER = "notifier.sms.provider";
  private static final String SMPP = "notifier.sms.smpp.";
  private static final String HOST = SMPP + "host";
  private static final String SYSTEM_ID = SMPP + "system-id";
  private static final String SOURCE = SMPP + "source";

  /** Fields of a bind as SMPP 3.4, 4.1.5, bounds them, without the closing zero. */
  private static final int LONGEST_SYSTEM_ID = 15;

  private static final int LONGEST_PASSWORD = 8;
  private static final int LONGEST_SYSTEM_TYPE = 12;
  private static final int LONGEST_SOURCE = 20;

  /** What is tried for longer than this is reported too late. */
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

  private final Settings settings;

  private SmsConfig(Settings settings) {
    this.settings = settings;
  }

  /**
   * The gateway, if there is one. All settings are read, and so checked, where there is none, too.
   *
   * @throws SettingException one of the settings is not what is expected
   */
  static Optional<SmsSettings> read(Settings settings) {
    SmsConfig config = new SmsConfig(settings);
    int atOnce = settings.count("notifier.sms.concurrency", 10, 1, 1000);
    int perSecond = settings.count("notifier.sms.rate", 20, 1, 10_000);
    SmppSettings smpp = config.smpp();
    TemplateConfig templates = new TemplateConfig(settings);
    String provider = settings.text(PROVIDER, "none").strip().toLowerCase(Locale.ROOT);
    return switch (provider) {
      case "none" -> Optional.empty();
      case "smpp" -> {
        demand(smpp.host(), HOST, "the SMSC's host");
        demand(smpp.systemId(), SYSTEM_ID, "who we are at the SMSC");
        demand(smpp.source(), SOURCE, "the service number that SMS come from");
        yield Optional.of(new SmsSettings(atOnce, perSecond, smpp, null));
      }
      case "aliyun" ->
          Optional.of(
              new SmsSettings(
                  atOnce, perSecond, null, templates.of(TemplateSettings.Provider.ALIYUN)));
      case "tencent" ->
          Optional.of(
              new SmsSettings(
                  atOnce, perSecond, null, templates.of(TemplateSettings.Provider.TENCENT)));
      default -> throw new SettingException(PROVIDER, provider, "none, smpp, aliyun or tencent");
    };
  }

  private SmppSettings smpp() {
    return new SmppSettings(
        settings.text(HOST, ""),
        settings.count(SMPP + "port", 2775, 1, 65_535),
        bounded(SYSTEM_ID, LONGEST_SYSTEM_ID, settings.text(SYSTEM_ID, "")),
        password(),
        bounded(SMPP + "system-type", LONGEST_SYSTEM_TYPE, settings.text(SMPP + "system-type", "")),
        bounded(SOURCE, LONGEST_SOURCE, settings.text(SOURCE, "")),
        settings.count(SMPP + "source-ton", 0, 0, 6),
        sourceNpi(),
        settings.flag(SMPP + "tls", false),
        authorities(),
        settings.positive(SMPP + "timeout", Duration.ofSeconds(10)),
        settings.positive(SMPP + "enquire-every", Duration.ofSeconds(30)),
        validity(),
        reportIds());
  }

  private static void demand(String given, String name, String expected) {
    if (given.isEmpty()) {
      throw new SettingException(name, "not set", expected + ", as " + PROVIDER + " is smpp");
    }
  }

  private String password() {
    String name = SMPP + "password";
    String given = settings.text(name, "");
    if (!isWritable(given) || given.length() > LONGEST_PASSWORD) {
      throw new SettingException(
          name, "(hidden)", "at most %d characters of ASCII".formatted(LONGEST_PASSWORD));
    }
    return given;
  }

  private static String bounded(String name, int longest, String given) {
    if (!isWritable(given) || given.length() > longest) {
      throw new SettingException(name, given, "at most %d characters of ASCII".formatted(longest));
    }
    return given;
  }

  private static boolean isWritable(String given) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(given);
  }

  private int sourceNpi() {
    String name = SMPP + "source-npi";
    int given = settings.count(name, 1, 0, 18);
    if (!SmppSettings.NUMBERING_PLANS.contains(given)) {
      throw new SettingException(
          name, Integer.toString(given), "one of " + SmppSettings.NUMBERING_PLANS);
    }
    return given;
  }

  private Duration validity() {
    String name = SMPP + "validity";
    Duration given = settings.positive(name, Duration.ofDays(2));
    if (given.compareTo(LONGEST_VALIDITY) > 0) {
      throw new SettingException(name, settings.text(name, given.toString()), "at most 7d");
    }
    return given;
  }

  private ReportIds reportIds() {
    String name = SMPP + "report-ids";
    String given = settings.text(name, "same").strip().toLowerCase(Locale.ROOT);
    return switch (given) {
      case "same" -> ReportIds.SAME;
      case "decimal-of-hex" -> ReportIds.DECIMAL_OF_HEX;
      default -> throw new SettingException(name, given, "same or decimal-of-hex");
    };
  }

  private @Nullable Path authorities() {
    String name = SMPP + "ca-file";
    Optional<Path> file = settings.text(name).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new SettingException(name, file.get().toString(), "a PEM file that can be read");
    }
    return file.orElse(null);
  }
}
