package renewals.activation.estimate.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Fitting;

/**
 * The newest estimates, fitted every so often from what all partitions have learnt. Until the first
 * fit they rest on the settings alone.
 */
public final class TimesBoard implements Supplier<Estimates>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TimesBoard.class);

  private final Supplier<Map<String, CarrierDowntime>> downtime;
  private final EstimateSettings settings;
  private final Clock clock;
  private volatile Estimates newest;
  private volatile Consumer<Estimates> whenFitted = estimates -> {};
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("estimates").daemon().unstarted(work));

  /**
   * A board that knows nothing yet.
   *
   * @param downtime of the carriers that had any in the last fortnight
   */
  public TimesBoard(
      Supplier<Map<String, CarrierDowntime>> downtime, EstimateSettings settings, Clock clock) {
    this.downtime = downtime;
    this.settings = settings;
    this.clock = clock;
    this.newest = Fitting.ofNothing(clock.instant(), settings);
  }

  /** Begins to fit what this instance's global store holds. */
  public void start(KafkaStreams streams, Duration every) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> fit(streams), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on calls this after each fit. */
  public void whenFitted(Consumer<Estimates> listener) {
    whenFitted = listener;
  }

  @Override
  public Estimates get() {
    return newest;
  }

  private void fit(KafkaStreams streams) {
    Instant now = clock.instant();
    Fitting fitting = new Fitting(now, downtime.get(), settings);
    try (KeyValueIterator<String, byte[]> all =
        streams
            .store(
                StoreQueryParameters.fromNameAndType(
                    EstimateStores.TIMES, QueryableStoreTypes.<String, byte[]>keyValueStore()))
            .all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> next = all.next();
        fitting.add(next.key, next.value);
      }
      newest = fitting.estimates();
      whenFitted.accept(newest);
    } catch (InvalidStateStoreException e) {
      LOG.debug("processing times are not there yet", e);
    } catch (RuntimeException e) {
      // The estimates of before stay; an estimate that is a little old is still one.
      LOG.error("processing times were not fitted", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
