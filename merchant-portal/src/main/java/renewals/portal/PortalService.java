package renewals.portal;

import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.sandbox.ServiceClock;
import renewals.portal.cards.CardsPages;
import renewals.portal.client.QueryClient;
import renewals.portal.config.OpsSettings;
import renewals.portal.config.PortalSettings;
import renewals.portal.follow.KnownContacts;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.follow.LinkRevocations;
import renewals.portal.merchant.MerchantPages;
import renewals.portal.ops.DeadLetterCounts;
import renewals.portal.ops.GatheredFigures;
import renewals.portal.ops.OpsPages;
import renewals.portal.ops.RecentRenewals;
import renewals.portal.ops.SearchPages;
import renewals.portal.ops.UndeliveredNotices;
import renewals.portal.ops.UnknownPayments;
import renewals.portal.web.SandboxBand;
import renewals.schemas.wire.HttpSchemaRegistry;

/**
 * Wires the portal, starts and stops it; decides nothing. It needs no other part to start: pages
 * say what they can't show, and show it once the other part is back.
 */
public final class PortalService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PortalService.class);

  /** Of a contact that names none, by the contract. */
  private static final String USUAL_LOCALE = "zh-CN";

  private final Closing opened;
  private final ServiceHttp http;
  private final Optional<ServiceHttp> pageServer;
  private final ServiceHttp opsServer;

  private PortalService(
      Closing opened, ServiceHttp http, Optional<ServiceHttp> pageServer, ServiceHttp opsServer) {
    this.opened = opened;
    this.http = http;
    this.pageServer = pageServer;
    this.opsServer = opsServer;
  }

  /**
   * Starts an instance.
   *
   * @throws renewals.kit.SettingException a setting won't do
   */
  public static PortalService start(Settings given) {
    PortalSettings settings = PortalSettings.read(given);
    Closing opened = new Closing();
    try {
      return start(settings, opened, opened.add(ServiceClock.open(given)));
    } catch (RuntimeException e) {
      throw opened.closedBy(e);
    }
  }

  private static PortalService start(PortalSettings settings, Closing opened, ServiceClock time) {
    Clock clock = time.clock();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = new Health(meters);
    QueryClient queries =
        new QueryClient(settings.activation(), settings.token(), settings.trust(), meters);
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    KafkaHealthCheck kafka =
        opened.add(KafkaHealthCheck.open(kafkaProperties(settings), "merchant-portal"));
    // Without any of them the pages say so, which is more than no page says.
    health.report("activation", queries::state);
    health.report("kafka", kafka::state);
    health.report(
        "registry", () -> registry.isReachable() ? Health.READY : "the registry gives no answer");

    KnownContacts contacts =
        new KnownContacts(registry, new Reader(settings.page().zone(), USUAL_LOCALE));
    LinkRevocations revocations = new LinkRevocations(clock);
    health.report("link-revocations", () -> revocations.state(Health.READY));
    DeadLetterCounts dead = new DeadLetterCounts(clock);
    UndeliveredNotices notices = new UndeliveredNotices(registry, clock);
    UnknownPayments unknown = new UnknownPayments();
    RecentRenewals recent = new RecentRenewals(registry, clock);
    MerchantPages merchants =
        new MerchantPages(queries, settings.page(), contacts::of, revocations, clock, meters);
    CardsPages lists = new CardsPages(queries, settings.page(), contacts::of, revocations, clock);
    Consumer<JavalinConfig> pages =
        config -> {
          merchants.routes(config);
          lists.routes(config);
          band(config, time, settings);
        };
    OpsPages operators =
        new OpsPages(
            new GatheredFigures(queries),
            dead,
            notices,
            unknown,
            new SearchPages(queries, recent, notices, settings.page().zone(), clock),
            settings.ops().token(),
            settings.page().zone(),
            clock);
    boolean ownServer = settings.page().address().isPresent();
    ServiceHttp http =
        opened.add(
            ServiceHttp.start(
                settings.http().host(),
                settings.http().port(),
                settings.http().access(),
                health,
                meters,
                config -> {
                  time.addTo(config);
                  if (!ownServer) {
                    pages.accept(config);
                  }
                }));
    http.reportTls(health, "tls");
    Optional<ServiceHttp> pageServer =
        settings
            .page()
            .address()
            .map(
                own ->
                    opened.add(
                        ServiceHttp.startBare(
                            own.host(), own.port(), settings.page().access(), meters, pages)));
    pageServer.ifPresent(own -> own.reportTls(health, "page-tls"));
    ServiceHttp opsServer = opened.add(startOps(settings, operators, time, meters));
    opsServer.reportTls(health, "ops-tls");
    LOG.info(
        "operators' page on {}://{}:{}/ops",
        settings.ops().access().tls().isPresent() ? "https" : "http",
        settings.ops().host(),
        opsServer.port());
    // Open pages end before their servers do.
    opened.add(merchants);
    opened.add(
        Tails.start(
            settings,
            merchants.subscribers(),
            contacts,
            revocations,
            dead,
            notices,
            unknown,
            recent,
            time));
    return new PortalService(opened, http, pageServer, opsServer);
  }

  private static Map<String, Object> kafkaProperties(PortalSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return properties;
  }

  private static void band(JavalinConfig config, ServiceClock time, PortalSettings settings) {
    if (time.isOfSandbox()) {
      SandboxBand.addTo(config, time.clock(), settings.page().zone());
    }
  }

  /** Several instances on one machine can't all have the usual port. */
  private static ServiceHttp startOps(
      PortalSettings settings,
      OpsPages operators,
      ServiceClock time,
      PrometheusMeterRegistry meters) {
    OpsSettings ops = settings.ops();
    Consumer<JavalinConfig> routes =
        config -> {
          operators.routes(config);
          band(config, time, settings);
        };
    if (ops.chosen() || isFree(ops.host(), ops.port())) {
      try {
        return ServiceHttp.startBare(ops.host(), ops.port(), ops.access(), meters, routes);
      } catch (JavalinBindException e) {
        if (ops.chosen()) {
          throw e;
        }
        // somebody else took it in the meantime
      }
    }
    LOG.info("port {} of the operators' page is taken, a free one is used", ops.port());
    return ServiceHttp.startBare(ops.host(), 0, ops.access(), meters, routes);
  }

  /** Tried first, since a server that can't have its port writes errors into the log. */
  private static boolean isFree(String host, int port) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The port of health, metrics and, unless it has one of its own, the merchant's page. */
  public int port() {
    return http.port();
  }

  /** The port of the merchant's page. */
  public int pagePort() {
    return pageServer.map(ServiceHttp::port).orElse(http.port());
  }

  /** The port of the operators' page. */
  public int opsPort() {
    return opsServer.port();
  }

  /** Waits until the service has been closed. */
  public void awaitStop() {
    opened.awaitClosed();
  }

  /** Ends open pages and stops, in reverse order of the start. */
  @Override
  public void close() {
    opened.close();
  }
}
