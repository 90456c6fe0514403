package renewals.activation.estimate.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.learn.Learner;
import renewals.activation.estimate.learn.Observations;
import renewals.activation.estimate.learn.TimesRecord;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.rules.StageWait;

/**
 * Records what a partition's steps teach of processing times. Every so often it is saved in a
 * store, to go on from after a start, and published for all partitions, both in one transaction.
 */
public final class ProcessingTimeRecorder {

  private static final long HOUR = 3_600_000;

  private final KeyValueStore<String, byte[]> store;
  private final Estimating estimating;
  private final Learner learner;
  private final Consumer<Record<byte[], byte[]>> forward;
  private long published;
  private long tidied;

  public ProcessingTimeRecorder(
      KeyValueStore<String, byte[]> store,
      Estimating estimating,
      int partition,
      long now,
      Consumer<Record<byte[], byte[]>> forward) {
    this.store = store;
    this.estimating = estimating;
    this.learner = new Learner(partition, store::get, estimating.ofRenewals()::estimates);
    this.forward = forward;
    this.published = now;
    this.tidied = now;
  }

  /** Learns from one step of a case; {@code at} is the step's time. */
  public void recordTransition(@Nullable Case before, @Nullable Case after, Instant at) {
    if (!estimating.on()) {
      return;
    }
    StageWait was = StageWait.of(before);
    StageWait is = StageWait.of(after);
    if (Objects.equals(was, is)) {
      return;
    }
    Observations observations = null;
    if (was != null && before instanceof Case.Renewal renewal) {
      observations = observationsOf(renewal);
      ended(
          observations, renewal, was, was.endedBy(after), Math.max(at.toEpochMilli(), millis(was)));
    }
    if (is != null && after instanceof Case.Renewal renewal) {
      (observations != null ? observations : observationsOf(renewal)).waits(is.stage(), millis(is));
    }
  }

  private Observations observationsOf(Case.Renewal renewal) {
    Fact.Requested request = renewal.request();
    return learner.at(request.carrierId(), request.channelId());
  }

  private static long millis(StageWait stay) {
    return stay.since().toEpochMilli();
  }

  private static void ended(
      Observations observations, Case.Renewal renewal, StageWait stay, StageWait.End end, long at) {
    switch (end) {
      case REACHED -> observations.ended(stay.stage(), millis(stay), at);
      case BROKEN_OFF -> observations.brokeOff(stay.stage(), millis(stay), at);
    }
    for (QuotedTime quotedTime : renewal.promises()) {
      Instant by = quotedTime.by();
      boolean passed = by != null && by.toEpochMilli() < at;
      // A wait that broke off before its quoted time proves nothing of it.
      if (by != null && (passed || end == StageWait.End.REACHED)) {
        observations.promised(quotedTime.basis(), !passed, at);
      }
    }
  }

  /** Saves and publishes what was learnt, if that is due. */
  public void publish(long now) {
    if (now - published < estimating.publishEvery().toMillis()) {
      return;
    }
    published = now;
    learner.changes().forEach(record -> publish(record, now));
    if (now - tidied >= HOUR) {
      tidied = now;
      tidied(now).forEach(record -> publish(record, now));
    }
  }

  private List<TimesRecord> tidied(long now) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      return learner.tidy(now, records(all));
    }
  }

  private static Iterator<TimesRecord> records(KeyValueIterator<String, byte[]> all) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public TimesRecord next() {
        KeyValue<String, byte[]> next = all.next();
        return new TimesRecord(next.key, next.value);
      }
    };
  }

  private void publish(TimesRecord record, long now) {
    byte[] value = record.value();
    if (value == null) {
      store.delete(record.key());
    } else {
      store.put(record.key(), value);
    }
    forward.accept(new Record<>(record.key().getBytes(StandardCharsets.UTF_8), value, now));
  }
}
