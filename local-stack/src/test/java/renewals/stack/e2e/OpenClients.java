package renewals.stack.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Counts Kafka's clients that name it as their reporter: opened ones, and those still open. */
public final class OpenClients implements MetricsReporter {

  private static final AtomicInteger OPENED = new AtomicInteger();

  /** Itself, not a count: a client closes its reporters more than once. */
  private static final Set<OpenClients> OPEN = ConcurrentHashMap.newKeySet();

  static int opened() {
    return OPENED.get();
  }

  static int open() {
    return OPEN.size();
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    OPENED.incrementAndGet();
    OPEN.add(this);
  }

  @Override
  public void close() {
    OPEN.remove(this);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // nothing to set
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    // clients are counted, not what they measure
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    // likewise
  }
}
