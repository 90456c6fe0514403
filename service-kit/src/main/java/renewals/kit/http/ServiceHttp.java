package renewals.kit.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import renewals.kit.Health;
import renewals.kit.http.h2.Http2Protocol;
import renewals.kit.http.h2.Http2Watcher;
import renewals.kit.http.tls.TlsContext;

/**
 * The HTTP server of a service: {@code /health/live}, {@code /health/ready} and {@code /metrics},
 * and what routes the service adds. One virtual thread a request.
 */
public final class ServiceHttp implements AutoCloseable {

  private static final String ARRIVAL = ServiceHttp.class.getName() + ".arrival";
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Javalin javalin;
  private final Optional<TlsContext> tls;

  private ServiceHttp(Javalin javalin, Optional<TlsContext> tls) {
    this.javalin = javalin;
    this.tls = tls;
  }

  /** Like {@link #start(String, int, HttpAccess, Health, PrometheusMeterRegistry, Consumer)}. */
  public static ServiceHttp start(
      String host,
      int port,
      Health health,
      PrometheusMeterRegistry metrics,
      Consumer<JavalinConfig> routes) {
    return start(host, port, HttpAccess.usual(host), health, metrics, routes);
  }

  /**
   * Starts a server.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for a free one
   * @param access who may ask, and under which name
   */
  public static ServiceHttp start(
      String host,
      int port,
      HttpAccess access,
      Health health,
      PrometheusMeterRegistry metrics,
      Consumer<JavalinConfig> routes) {
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    return startBare(
        host,
        port,
        access,
        metrics,
        config -> {
          config.routes.get("/health/live", context -> live(context, health));
          config.routes.get("/health/ready", context -> ready(context, health));
          config.routes.get(
              "/metrics",
              context ->
                  context
                      .contentType("text/plain; version=0.0.4; charset=utf-8")
                      .result(metrics.scrape().getBytes(StandardCharsets.UTF_8)));
          routes.accept(config);
        });
  }

  /** Like {@link #startBare(String, int, HttpAccess, MeterRegistry, Consumer)}, uncounted. */
  public static ServiceHttp startBare(String host, int port, Consumer<JavalinConfig> routes) {
    return startBare(host, port, HttpAccess.usual(host), new SimpleMeterRegistry(), routes);
  }

  /**
   * Starts a server that has these routes and nothing else: no health, no metrics. For what people
   * outside may see.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for a free one
   * @param access who may ask, and under which name
   * @param meters counts what it refuses
   */
  public static ServiceHttp startBare(
      String host,
      int port,
      HttpAccess access,
      MeterRegistry meters,
      Consumer<JavalinConfig> routes) {
    return startWith(host, port, access, meters, RequestPace.USUAL, routes);
  }

  static ServiceHttp startWith(
      String host,
      int port,
      HttpAccess access,
      MeterRegistry meters,
      RequestPace pace,
      Consumer<JavalinConfig> routes) {
    HttpRefusals refusals = new HttpRefusals(meters);
    Optional<TlsContext> tls = access.tls().map(TlsContext::open);
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = true;
              config.http.prefer405over404 = true;
              guard(config, host, port, access, tls, refusals, pace);
              config.routes.before(
                  context -> context.attribute(ARRIVAL, Arrival.of(context.req(), access)));
              ErrorAnswers.addTo(config);
              routes.accept(config);
            });
    return new ServiceHttp(javalin.start(), tls);
  }

  /** What holds of every request, whichever handler it is for, and where there is none. */
  private static void guard(
      JavalinConfig config,
      String host,
      int port,
      HttpAccess access,
      Optional<TlsContext> tls,
      HttpRefusals refusals,
      RequestPace pace) {
    ProblemPages problems = new ProblemPages(refusals);
    RequestClock clock = new RequestClock(pace, refusals);
    ConnectionShares shares = new ConnectionShares(access, refusals);
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(problems);
          server.insertHandler(clock);
          server.insertHandler(shares);
        });
    config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(problems));
    config.jetty.modifyHttpConfiguration(
        http -> http.addCustomizer(new HostCheck(access, refusals)));
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new PatientConnector(server, protocols(http, tls, clock));
          connector.setHost(host);
          connector.setPort(port);
          connector.setIdleTimeout(IDLE.toMillis());
          connector.addEventListener(clock);
          connector.addEventListener(shares);
          return connector;
        });
  }

  private static final class PatientConnector extends ServerConnector {

    PatientConnector(Server server, ConnectionFactory[] protocols) {
      super(server, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      SocketChannelEndPoint point = new PatientEndPoint(channel, selector, key, getScheduler());
      point.setIdleTimeout(getIdleTimeout());
      return point;
    }
  }

  private static ConnectionFactory[] protocols(
      HttpConfiguration http, Optional<TlsContext> tls, Http2Watcher watcher) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    // names are held against Host by another check, whatever the certificate says
    http.addCustomizer(new SecureRequestCustomizer(false));
    return Http2Protocol.overTls(tls.get().factory(), plain, IDLE, watcher);
  }

  /** Has a part of the service's health say why TLS files as they are now are not in use. */
  public void reportTls(Health health, String part) {
    tls.ifPresent(context -> health.report(part, context::state));
  }

  /**
   * The address of who asks: the connection's, or behind a proxy that {@code
   * <service>.http.proxies} names the one that the proxy saw.
   */
  public static String client(Context context) {
    return arrival(context).client();
  }

  /** How a request came here. */
  public static Arrival arrival(Context context) {
    Arrival arrival = context.attribute(ARRIVAL);
    return arrival == null ? new Arrival(context.ip(), false, List.of()) : arrival;
  }

  /**
   * Says that a body of many parts has come a part further, which gives the next part a time of its
   * own: a stream may last, what is in it may not.
   */
  public static void goesOn(Context context) {
    RequestClock.renew(context.req().getAttribute(RequestClock.attribute()));
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
    tls.ifPresent(TlsContext::close);
  }

  private static void live(Context context, Health health) {
    String fatal = health.fatal();
    context.status(fatal.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    context.json(Map.of("live", fatal.isEmpty(), "why", fatal));
  }

  private static void ready(Context context, Health health) {
    Health.Report report = health.report();
    context.status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    context.json(Map.of("ready", report.ready(), "parts", report.parts()));
  }
}
