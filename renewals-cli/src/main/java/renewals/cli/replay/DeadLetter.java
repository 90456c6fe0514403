package renewals.cli.replay;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;

/** A record of the dead letter topic: the original key and bytes, and why it died. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

  private static final String OURS = "dl-";
  private static final String REASON = "dl-reason";
  private static final String TOPIC = "dl-topic";
  private static final String REPLAYS = "dl-replays";
  private static final String ID = "dl-id";
  private static final String APPENDED_AT = "dl-appended-at";
  private static final String CUT = "dl-truncated-from";

  /** A word of the contract; empty where it has none. */
  public String reason() {
    return text(REASON).orElse("");
  }

  /** The same for every letter of one record; empty where who wrote it gave none. */
  public Optional<String> id() {
    return text(ID);
  }

  /** Whether only the beginning of the original is left. */
  public boolean isCut() {
    return text(CUT).isPresent();
  }

  /** Whether nobody was proven to have said it, or it was not theirs to say. */
  boolean diedForItsProvenance() {
    return reason().equals("UNPROVEN") || reason().equals("FOREIGN_CLAIM");
  }

  /** When the original was appended; empty where that isn't told. */
  public Optional<Instant> appendedAt() {
    return time(APPENDED_AT);
  }

  /** When it was given up; empty where that isn't told. */
  public Optional<Instant> givenUpAt() {
    return time("dl-at");
  }

  private Optional<Instant> time(String header) {
    try {
      return text(header).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether it can go back: only the topics that partners write are written again. */
  public boolean cameFromInput() {
    return origin().filter(Topic::isInput).isPresent();
  }

  /** Whether it is of a contact: of these the latest counts, however old what it says is. */
  public boolean isContact() {
    return topic().equals(Topics.MERCHANT_CONTACTS.name());
  }

  /** The topic that it names, whatever that is. */
  public String topic() {
    return text(TOPIC).orElse("no topic");
  }

  /** Why, for people, as it stands in the header. */
  public String why() {
    return text("dl-text").orElse("");
  }

  /** At which step: READ, CHECK or DECIDE. */
  public Optional<String> stage() {
    return text("dl-stage");
  }

  /** Who said it, as its header claims. */
  public Optional<String> party() {
    return text("rn-party");
  }

  /** Where the record lay; empty where its letter doesn't say so. */
  public Optional<Place> place() {
    return Place.parse(
        "%s/%s/%s"
            .formatted(topic(), text("dl-partition").orElse(""), text("dl-offset").orElse("")));
  }

  /** Where the letter itself lies. */
  public Place ownPlace() {
    return new Place(record.topic(), record.partition(), record.offset());
  }

  /** Its key as a text, if it has one. */
  public Optional<String> key() {
    return Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8));
  }

  boolean hasKey(String wanted) {
    return key().filter(key -> key.equals(wanted) || key.equals(Iccid.keyOf(wanted))).isPresent();
  }

  /** The original record, with the count of its replays; the key decides its partition. */
  ProducerRecord<byte[], byte[]> goingBack() {
    String topic =
        origin()
            .map(Topic::name)
            .orElseThrow(() -> new IllegalStateException("letter of no known topic"));
    RecordHeaders headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!header.key().startsWith(OURS)) {
        headers.add(header);
      }
    }
    headers.add(REPLAYS, String.valueOf(replays() + 1).getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(topic, null, record.key(), record.value(), headers);
  }

  private Optional<Topic> origin() {
    return text(TOPIC).flatMap(Topics::named);
  }

  /** How often it went back already. */
  public int replays() {
    return text(REPLAYS).filter(text -> text.matches("\\d{1,9}")).map(Integer::parseInt).orElse(0);
  }

  private Optional<String> text(String header) {
    Header found = record.headers().lastHeader(header);
    return found == null || found.value() == null
        ? Optional.empty()
        : Optional.of(new String(found.value(), StandardCharsets.UTF_8));
  }
}
