package renewals.kit;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: {@code /health/live}, {@code /health/ready} and {@code /metrics},
 * and what routes the service adds. One virtual thread a request.
 */
public final class ServiceHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHttp.class);

  private final Javalin javalin;

  private ServiceHttp(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts a server.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for a free one
   */
  public static ServiceHttp start(
      String host,
      int port,
      Health health,
      PrometheusMeterRegistry metrics,
      Consumer<JavalinConfig> routes) {
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    return startWith(
        host,
        port,
        config -> {
          config.routes.get("/health/live", context -> live(context, health));
          config.routes.get("/health/ready", context -> ready(context, health));
          config.routes.get(
              "/metrics",
              context -> context.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
          routes.accept(config);
        });
  }

  /**
   * Starts a server that has these routes and nothing else: no health, no metrics. For what people
   * outside may see.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for a free one
   */
  public static ServiceHttp startBare(String host, int port, Consumer<JavalinConfig> routes) {
    return startWith(host, port, routes);
  }

  private static ServiceHttp startWith(String host, int port, Consumer<JavalinConfig> routes) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = true;
              config.http.prefer405over404 = true;
              config.routes.exception(HttpResponseException.class, ServiceHttp::refused);
              config.routes.exception(Exception.class, ServiceHttp::failed);
              routes.accept(config);
            });
    return new ServiceHttp(javalin.start(host, port));
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void refused(HttpResponseException refusal, Context context) {
    int status = refusal.getStatus();
    String detail = String.valueOf(refusal.getMessage());
    Problem.of(status, HttpStatus.forStatus(status).getMessage(), detail).answer(context);
  }

  /** What failed is for the log, not for the caller; the path may hold a card's number. */
  private static void failed(Exception failure, Context context) {
    LOG.error("{} {} failed", context.method(), context.endpoint().path, failure);
    HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
    Problem.of(status.getCode(), status.getMessage(), "the service failed; its log says why")
        .answer(context);
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
