package renewals.activation.estimate.stream;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the newest of what every partition has learnt, on every instance. */
public final class GlobalTimes extends ContextualProcessor<String, byte[], Void, Void> {

  private KeyValueStore<String, byte[]> store;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    store = context.getStateStore(EstimateStores.TIMES);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    store.put(record.key(), record.value());
  }
}
