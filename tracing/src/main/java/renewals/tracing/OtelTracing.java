package renewals.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import renewals.kit.BuildVersion;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.kit.tracing.TracingSettings;
import renewals.schemas.trace.TraceContext;

/** Spans by OpenTelemetry's SDK, given out in batches by OTLP over HTTP. */
public final class OtelTracing implements Tracing {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OtelTracing(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("renewals");
  }

  /**
   * As the settings say; {@link Tracing#OFF} where they name no collector.
   *
   * @param service its name
   * @param meters where is counted what the collector took, and what it didn't
   */
  public static Tracing open(TracingSettings settings, String service, MeterRegistry meters) {
    return settings
        .endpoint()
        .<Tracing>map(url -> to(batched(exporter(url), url, meters), settings.ratio(), service))
        .orElse(OFF);
  }

  private static SpanExporter exporter(String url) {
    ExporterLogs.silence();
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(url + "/v1/traces")
        .setConnectTimeout(TIMEOUT)
        .setTimeout(TIMEOUT)
        .setMeterProvider(MeterProvider.noop())
        .build();
  }

  /**
   * What ends is given to an exporter in batches, and dropped where it doesn't take them.
   *
   * @param name of the exporter, for the log
   */
  public static SpanProcessor batched(SpanExporter exporter, String name, MeterRegistry meters) {
    return BoundedSpans.to(exporter, name, meters);
  }

  /**
   * What ends goes to a processor of one's own.
   *
   * @param ratio the share of traces that begin here and are recorded
   */
  public static OtelTracing to(SpanProcessor processor, double ratio, String service) {
    return new OtelTracing(
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(resource(service)))
            .setSampler(Sampler.parentBased(new LinkSampler(Sampler.traceIdRatioBased(ratio))))
            .addSpanProcessor(processor)
            .build());
  }

  private static Resource resource(String service) {
    return Resource.builder()
        .put("service.name", service)
        .put("service.version", BuildVersion.get())
        .put("service.instance.id", UUID.randomUUID().toString())
        .build();
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public TraceStep begin(
      Kind kind, String name, @Nullable TraceContext parent, @Nullable TraceContext link) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kindOf(kind));
    if (parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(Context.root().with(Span.wrap(SpanContexts.of(parent))));
    }
    if (link != null) {
      builder.addLink(SpanContexts.of(link));
    }
    return new OtelStep(builder.startSpan());
  }

  private static SpanKind kindOf(Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case CONSUMER -> SpanKind.CONSUMER;
      case CLIENT -> SpanKind.CLIENT;
      case INTERNAL -> SpanKind.INTERNAL;
    };
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
