package renewals.cli.tail;

import java.util.Locale;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.json.EventJson;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.Activation;
import renewals.v1.NoticeReceipt;
import renewals.v1.RenewalUpdate;

/** The outputs of the pipeline that can be read along. */
@SuppressWarnings("ImmutableEnumChecker") // an Avro schema is not marked so; nobody changes it
public enum Output {
  ACTIVATIONS(Topics.RENEWAL_ACTIVATIONS, registry -> avro(registry, new Activation())),
  UPDATES(Topics.RENEWAL_UPDATES, registry -> avro(registry, new RenewalUpdate())),
  RECEIPTS(Topics.NOTICE_RECEIPTS, registry -> avro(registry, new NoticeReceipt())),
  DEAD_LETTERS(Topics.DEAD_LETTERS, registry -> new DeadLetterJson(registry)::write);

  private final Topic topic;
  private final Function<SchemaRegistry, RecordJson> reader;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Output(Topic topic, Function<SchemaRegistry, RecordJson> reader) {
    this.topic = topic;
    this.reader = reader;
  }

  /** One record as one JSON object. */
  @FunctionalInterface
  public interface RecordJson {
    /** The object in one line. */
    String of(ConsumerRecord<byte[], byte[]> record);
  }

  /** The topic it is read from. */
  public Topic topic() {
    return topic;
  }

  /** A reader for one thread. */
  public RecordJson reader(SchemaRegistry registry) {
    return reader.apply(registry);
  }

  private static <T extends SpecificRecord> RecordJson avro(SchemaRegistry registry, T prototype) {
    WireReader<T> reader = new WireReader<>(registry, prototype);
    return record -> EventJson.write(reader.read(record.value()));
  }
}
