package renewals.notifier.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.LinkSettings;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.tls.HttpTls;
import renewals.kit.tracing.TracingSettings;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.delivery.Delivery;
import renewals.notifier.domain.delivery.RetrySchedule;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.domain.message.PageLinks;
import renewals.notifier.senders.ChannelSettings;
import renewals.notifier.senders.SenderSettings;
import renewals.notifier.senders.SmsSettings;
import renewals.notifier.senders.email.SmtpSettings;
import renewals.notifier.senders.sms.ReportToken;
import renewals.notifier.senders.terminal.TerminalSettings;
import renewals.notifier.senders.webhook.WebhookSecrets;
import renewals.notifier.senders.webhook.WebhookSettings;
import renewals.notifier.topology.notice.Rules;
import renewals.provenance.ProvenanceSettings;
import renewals.schemas.contract.EmailAddress;
import renewals.schemas.links.RenewalLinks;

/**
 * Everything the notifier is started with. The settings are listed in docs/configuration.md.
 *
 * <p>Long because each group of settings that has no class of its own is read here.
 *
 * @param httpAccess {@code notifier.http.hosts}, {@code .proxies}, {@code .connections}, {@code
 *     .tls}
 * @param httpToken who may ask for notices again from elsewhere than this machine
 * @param smsReportToken what gateways that post reports are known by
 * @param provenance {@code provenance}, {@code provenance.*}, {@code parties.file}
 * @param tracing {@code tracing.*}
 */
public record NotifierConfig(
    KafkaSettings kafka,
    String registryUrl,
    String httpHost,
    int httpPort,
    HttpAccess httpAccess,
    Optional<String> httpToken,
    Rules rules,
    SenderSettings senders,
    ChannelSettings channels,
    Optional<ReportToken> smsReportToken,
    ProvenanceSettings provenance,
    TracingSettings tracing) {

  private static final Logger LOG = LoggerFactory.getLogger(NotifierConfig.class);
  private static final String SMTP_FROM = "notifier.smtp.from";
  private static final int LONGEST_SIGNATURE = 12;
  private static final int LONGEST_FROM_NAME = 60;

  /**
   * Reads the settings.
   *
   * @throws SettingException one of them is not what is expected
   */
  public static NotifierConfig of(Settings settings) {
    String host = settings.text("notifier.http.host", "127.0.0.1");
    Optional<SmsSettings> sms = SmsConfig.read(settings);
    Optional<TerminalSettings> terminals = TerminalConfig.read(settings);
    return new NotifierConfig(
        KafkaSettings.of(settings),
        settings.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"),
        host,
        settings.count("notifier.http.port", 8091, 0, 65_535),
        access(settings, host),
        settings.secret("notifier.http.token"),
        rules(settings, sms.isPresent(), terminals.isPresent()),
        senders(settings),
        new ChannelSettings(
            webhooks(settings),
            RobotConfig.read(settings),
            smtp(settings).orElse(null),
            sms.orElse(null),
            terminals.orElse(null)),
        settings.secret("notifier.sms.report-token").map(ReportToken::new),
        ProvenanceSettings.read(settings),
        TracingSettings.read(settings));
  }

  private static HttpAccess access(Settings settings, String host) {
    HttpAccess access =
        HttpAccess.read(settings, "notifier", host)
            .over(HttpTls.readForAnyClient(settings, "notifier"));
    access.demandTls("notifier", host);
    return access;
  }

  private static Rules rules(Settings settings, boolean isSmsSent, boolean isTerminalShown) {
    NoticeComposer composer = composer(settings);
    if (!composer.hasLinks()) {
      LOG.warn("page.base.url or page.link.secret is not set: notices carry no links to the page");
    }
    return new Rules(
        composer,
        new Delivery(
            schedule(settings),
            settings.positive("notifier.result.timeout", Duration.ofMinutes(10)),
            settings.positive("notifier.defer.delay", Duration.ofSeconds(30)),
            settings.positive("notifier.sms.report-wait", Duration.ofDays(3))),
        ChannelConfig.addresses(settings),
        ChannelConfig.read(settings, isSmsSent, isTerminalShown),
        settings.positive("notifier.contact.wait", Duration.ofDays(3)),
        settings.positive("notifier.memory", Duration.ofDays(100)),
        settings.positive("notifier.tick", Duration.ofMillis(500)));
  }

  /**
   * Words, for which no gateway, address or secret but that of links is needed.
   *
   * @throws SettingException one of them is not what is expected
   */
  public static NoticeComposer composer(Settings settings) {
    Optional<RenewalLinks> links = LinkSettings.links(settings);
    return new NoticeComposer(
        signatures(settings), links.<PageLinks>map(SignedLinks::new).orElse(PageLinks.NONE));
  }

  private static Map<Language, String> signatures(Settings settings) {
    Map<Language, String> signatures = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      String otherwise = language == Language.CHINESE ? "流量卡续费" : "Renewals";
      String name = "notifier.signature." + language.tag();
      String signature = settings.text(name, otherwise);
      if (signature.length() > LONGEST_SIGNATURE) {
        throw new SettingException(
            name, signature, "at most %d characters".formatted(LONGEST_SIGNATURE));
      }
      signatures.put(language, signature);
    }
    return signatures;
  }

  private static RetrySchedule schedule(Settings settings) {
    String name = "notifier.retry.delays";
    String given = settings.text(name, "");
    if (given.isEmpty()) {
      return RetrySchedule.STANDARD;
    }
    List<Duration> delays =
        Arrays.stream(given.split(",")).map(part -> Settings.durationOf(name, part)).toList();
    try {
      return new RetrySchedule(delays);
    } catch (IllegalArgumentException e) {
      throw new SettingException(name, given, "durations above zero, such as 5s,5m,30m,2h");
    }
  }

  private static SenderSettings senders(Settings settings) {
    int webhooks = settings.count("notifier.webhook.concurrency", 256, 1, 10_000);
    return new SenderSettings(
        webhooks,
        settings.count(
            "notifier.webhook.concurrency.per-host", Math.max(1, webhooks / 16), 1, 10_000),
        settings.count("notifier.smtp.concurrency", 8, 1, 1000),
        settings.count("notifier.send.queue", 1000, 1, 9000),
        settings.positive("notifier.stop.grace", Duration.ofSeconds(15)));
  }

  private static WebhookSettings webhooks(Settings settings) {
    return new WebhookSettings(
        SecretSettings.reloaded(settings, WebhookSecrets::of),
        settings.flag("notifier.webhook.allow-http", false),
        settings.flag("notifier.webhook.allow-private", false),
        settings.positive("notifier.webhook.timeout", Duration.ofSeconds(10)));
  }

  /** All of them are read, and so checked, where there is no host, too: a slip shows at once. */
  private static Optional<SmtpSettings> smtp(Settings settings) {
    int port = settings.count("notifier.smtp.port", 25, 1, 65_535);
    Optional<String> from = from(settings);
    Optional<String> username = settings.text("notifier.smtp.username");
    Optional<String> password = settings.text("notifier.smtp.password");
    SmtpSettings.Tls tls = tls(settings);
    Optional<Path> authorities = authorities(settings);
    Duration timeout = settings.positive("notifier.smtp.timeout", Duration.ofSeconds(10));
    String fromName = fromName(settings);
    return settings
        .text("notifier.smtp.host")
        .map(
            host ->
                new SmtpSettings(
                    host,
                    port,
                    from.orElseThrow(
                        () -> new SettingException(SMTP_FROM, "not set", "the sender's address")),
                    fromName,
                    username.orElse(null),
                    password.orElse(null),
                    tls,
                    authorities.orElse(null),
                    timeout,
                    LinkSettings.baseUrl(settings).orElse(null)));
  }

  /** A mailbox shows it beside notices in every language, so there is one. */
  private static String fromName(Settings settings) {
    String name = "notifier.smtp.from-name";
    String given = settings.text(name, signatures(settings).getOrDefault(Language.CHINESE, ""));
    if (given.length() > LONGEST_FROM_NAME || given.chars().anyMatch(Character::isISOControl)) {
      throw new SettingException(
          name, given, "at most %d characters, none to control".formatted(LONGEST_FROM_NAME));
    }
    return given;
  }

  private static Optional<String> from(Settings settings) {
    Optional<String> from = settings.text(SMTP_FROM);
    if (from.isPresent() && !EmailAddress.isWritten(from.get())) {
      throw new SettingException(SMTP_FROM, from.get(), EmailAddress.EXPECTATION);
    }
    return from;
  }

  private static Optional<Path> authorities(Settings settings) {
    String name = "notifier.smtp.ca-file";
    Optional<Path> file = settings.text(name).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new SettingException(name, file.get().toString(), "a PEM file that can be read");
    }
    return file;
  }

  private static SmtpSettings.Tls tls(Settings settings) {
    String name = "notifier.smtp.tls";
    String given = settings.text(name, "none");
    return switch (given.strip().toLowerCase(Locale.ROOT)) {
      case "none" -> SmtpSettings.Tls.NONE;
      case "starttls" -> SmtpSettings.Tls.STARTTLS;
      case "tls" -> SmtpSettings.Tls.TLS;
      default -> throw new SettingException(name, given, "none, starttls or tls");
    };
  }
}
