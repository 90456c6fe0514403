package renewals.activation.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import renewals.activation.cardreport.model.ReportPolicy;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.rules.RulePolicy.ByCarrier;
import renewals.activation.renewal.rules.RulePolicy.ReviewTerms;
import renewals.kit.LinkSettings;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.Loopback;
import renewals.kit.http.tls.ClientTrust;
import renewals.kit.http.tls.HttpTls;
import renewals.kit.tracing.TracingSettings;
import renewals.provenance.ProvenanceSettings;
import renewals.streams.runtime.StreamsProperties;

/**
 * What operators set of the activation stream; docs/configuration.md lists the names.
 *
 * @param bootstrapServers {@code kafka.bootstrap.servers}
 * @param registryUrl {@code schema.registry.url}
 * @param unreplicated {@code kafka.unreplicated}: true only in a local stack
 * @param applicationId {@code activation.application.id}
 * @param stateDir {@code activation.state.dir}
 * @param threads {@code activation.threads}
 * @param merchantThreads {@code activation.merchants.threads}: 0 where this instance keeps no lists
 * @param standbys {@code activation.standbys}
 * @param commitInterval {@code activation.commit.interval}
 * @param tick {@code activation.tick}: how often deadlines are looked at
 * @param caseMegabytes {@code activation.cases.megabytes}
 * @param cardMegabytes {@code activation.cards.megabytes}
 * @param http where queries are answered
 * @param policy {@code activation.terms.*}
 * @param reports {@code activation.usage.thresholds}
 * @param estimates {@code activation.estimates.*}
 * @param provenance {@code provenance}, {@code provenance.*}, {@code parties.file}
 * @param tracing {@code tracing.*}
 * @param kafka everything below {@code kafka.}, for all clients
 */
public record ActivationSettings(
    String bootstrapServers,
    String registryUrl,
    boolean unreplicated,
    String applicationId,
    String stateDir,
    int threads,
    int merchantThreads,
    int standbys,
    Duration commitInterval,
    Duration tick,
    int caseMegabytes,
    int cardMegabytes,
    Http http,
    RulePolicy policy,
    ReportPolicy reports,
    EstimateTerms estimates,
    ProvenanceSettings provenance,
    TracingSettings tracing,
    Map<String, String> kafka) {

  private static final String TERMS = "activation.terms.";

  /**
   * Where queries are answered.
   *
   * @param host {@code activation.http.host}
   * @param port {@code activation.http.port}, 0 for a free one
   * @param advertisedHost {@code activation.http.advertised.host}: how other instances reach it
   * @param token {@code activation.http.token}: asked for on every query, if it is set
   * @param trust {@code activation.http.tls.ca}: whose certificates of other instances it believes
   * @param access {@code activation.http.hosts}, {@code .proxies}, {@code .connections}; the
   *     advertised host and that of {@code page.base.url} always count
   */
  public record Http(
      String host,
      int port,
      String advertisedHost,
      Optional<String> token,
      Optional<SSLContext> trust,
      HttpAccess access) {
    public Http {
      if (token.isEmpty() && !Loopback.is(host)) {
        throw new SettingException(
            "activation.http.host",
            host,
            "a loopback address as long as activation.http.token is not set");
      }
      access.demandTls("activation", host);
    }
  }

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  public static ActivationSettings read(Settings from) {
    String host = from.text("activation.http.host", "127.0.0.1");
    String advertisedHost = from.text("activation.http.advertised.host", host);
    RulePolicy policy = policy(from);
    return new ActivationSettings(
        from.text("kafka.bootstrap.servers", "127.0.0.1:9092"),
        from.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"),
        from.flag("kafka.unreplicated", false),
        from.text("activation.application.id", "activation-stream"),
        from.text("activation.state.dir", "activation-state"),
        from.count("activation.threads", 1, 1, 64),
        from.count("activation.merchants.threads", 1, 0, 64),
        from.count("activation.standbys", 1, 0, 3),
        from.positive(
            "activation.commit.interval", Duration.ofMillis(StreamsProperties.COMMIT_INTERVAL_MS)),
        from.positive("activation.tick", Duration.ofMillis(500)),
        from.count("activation.cases.megabytes", 64, 0, 65_536),
        from.count("activation.cards.megabytes", 16, 0, 65_536),
        new Http(
            host,
            from.count("activation.http.port", 8080, 0, 65535),
            advertisedHost,
            from.secret("activation.http.token"),
            ClientTrust.read(from, "activation"),
            HttpAccess.read(
                    from,
                    "activation",
                    host,
                    advertisedHost,
                    LinkSettings.host(from).orElse(advertisedHost))
                .over(HttpTls.readForAnyClient(from, "activation"))),
        policy,
        ReportTerms.read(from, policy),
        EstimateTerms.read(from, policy),
        ProvenanceSettings.read(from),
        TracingSettings.read(from),
        clientSettings(from));
  }

  /** What is ours below the prefix is not for Kafka's clients. */
  private static Map<String, String> clientSettings(Settings from) {
    Map<String, String> settings = from.below("kafka.");
    settings.remove("unreplicated");
    StreamsProperties.check(settings);
    return settings;
  }

  private static RulePolicy policy(Settings from) {
    RulePolicy rules = RulePolicy.DEFAULT;
    ReviewTerms review = review(from, TERMS, rules.review().otherwise());
    Map<String, ReviewTerms> reviewOfCarrier = new HashMap<>();
    Map<String, ZoneId> zoneOfCarrier = new HashMap<>();
    CalendarTerms calendar = CalendarSettings.read(from, TERMS, rules.calendars().otherwise());
    Map<String, CalendarTerms> calendarOfCarrier = new HashMap<>();
    for (String name : from.below(TERMS + "carrier.").keySet()) {
      int dot = name.lastIndexOf('.');
      String carrier = dot < 0 ? name : name.substring(0, dot);
      String prefix = TERMS + "carrier." + carrier + ".";
      reviewOfCarrier.put(carrier, review(from, prefix, review));
      calendarOfCarrier.put(carrier, CalendarSettings.read(from, prefix, calendar));
      from.text(prefix + "zone")
          .ifPresent(zone -> zoneOfCarrier.put(carrier, zone(prefix + "zone", zone)));
    }
    return new RulePolicy(
        from.positive(TERMS + "orphaned-after", rules.orphanedAfter()),
        from.positive(TERMS + "lapsed-after", rules.lapsedAfter()),
        from.positive(TERMS + "payment-unknown-after", rules.paymentUnknownAfter()),
        new ByCarrier<>(review, reviewOfCarrier),
        new ByCarrier<>(
            zone(TERMS + "zone", from.text(TERMS + "zone", rules.zones().otherwise().getId())),
            zoneOfCarrier),
        new ByCarrier<>(calendar, calendarOfCarrier));
  }

  private static ReviewTerms review(Settings from, String prefix, ReviewTerms otherwise) {
    return new ReviewTerms(
        from.positive(prefix + "delayed-after", otherwise.delayedAfter()),
        from.positive(prefix + "stalled-after", otherwise.stalledAfter()));
  }

  private static ZoneId zone(String name, String given) {
    try {
      return ZoneId.of(given);
    } catch (DateTimeException e) {
      throw new SettingException(name, given, "an IANA time zone such as Asia/Shanghai");
    }
  }
}
