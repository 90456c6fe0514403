package renewals.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives ended spans to a collector in batches, and drops those for which there is no room while it
 * is slow or away. Each span is counted once, as exported or as dropped; nobody waits for one.
 */
final class BoundedSpans implements SpanProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedSpans.class);

  /** Ended spans in memory, in the queue and under way: about a kilobyte each. */
  static final int MOST = 8192;

  private static final int BATCH = 512;

  private final SpanProcessor batches;
  private final AtomicInteger pending;
  private final Counter dropped;

  private BoundedSpans(SpanProcessor batches, AtomicInteger pending, Counter dropped) {
    this.batches = batches;
    this.pending = pending;
    this.dropped = dropped;
  }

  /**
   * To an exporter.
   *
   * @param name of the collector, for the log
   */
  static BoundedSpans to(SpanExporter exporter, String name, MeterRegistry meters) {
    AtomicInteger pending = new AtomicInteger();
    Counter dropped = counter(meters, "dropped");
    Counted counted =
        new Counted(
            exporter, name, pending, counter(meters, "exported"), dropped, new AtomicBoolean());
    return new BoundedSpans(
        BatchSpanProcessor.builder(counted)
            .setMaxQueueSize(MOST)
            .setMaxExportBatchSize(BATCH)
            .setMeterProvider(MeterProvider.noop())
            .build(),
        pending,
        dropped);
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("renewals.tracing.spans")
        .description("Spans that ended, by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // only what ends is given out
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (pending.incrementAndGet() > MOST) {
      pending.decrementAndGet();
      dropped.increment();
      return;
    }
    batches.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  /** Counts what an exporter gave out; says once that it can't, until it can again. */
  private record Counted(
      SpanExporter exporter,
      String name,
      AtomicInteger pending,
      Counter exported,
      Counter dropped,
      AtomicBoolean failing)
      implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(
          () -> {
            pending.addAndGet(-count);
            if (result.isSuccess()) {
              exported.increment(count);
              failing.set(false);
            } else {
              dropped.increment(count);
              tellOnce(result.getFailureThrowable());
            }
          });
    }

    private void tellOnce(Throwable cause) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("The collector {} doesn't take spans, they are dropped: {}", name, why(cause));
      }
    }

    private static String why(Throwable cause) {
      return cause == null ? "it refuses them" : cause.toString();
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
