package renewals.portal.follow;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.streams.tail.TopicTail;
import renewals.v1.KnownContact;

/**
 * In which zone and language each merchant reads, as the notifier tells on {@code known-contacts}:
 * the contact in force, by the notifier's rules, without an address. Merchants who read as is usual
 * take no room. For any number of threads.
 */
public final class KnownContacts implements TopicTail.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(KnownContacts.class);

  private final WireReader<KnownContact> reader;
  private final Reader usual;
  private final Map<String, Reader> readers = new ConcurrentHashMap<>();
  private final AtomicLong unread = new AtomicLong();

  /**
   * How a merchant reads.
   *
   * @param locale BCP 47
   */
  public record Reader(ZoneId zone, String locale) {}

  /**
   * Knows nobody yet.
   *
   * @param usual how a merchant reads of whom nothing is known
   */
  public KnownContacts(SchemaRegistry registry, Reader usual) {
    this.reader = new WireReader<>(registry, new KnownContact());
    this.usual = usual;
  }

  /** How a merchant reads; empty where he reads as is usual, or nothing is known of him. */
  public Optional<Reader> of(String merchantId) {
    return Optional.ofNullable(readers.get(merchantId));
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null) {
      return;
    }
    String merchantId = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      readers.remove(merchantId);
      return;
    }
    try {
      KnownContact contact = reader.read(message.value());
      Reader fresh = new Reader(ZoneId.of(contact.getZone()), contact.getLocale());
      if (fresh.equals(usual)) {
        readers.remove(merchantId);
      } else {
        readers.put(merchantId, fresh);
      }
    } catch (RegistryUnavailableException e) {
      throw new TopicTail.NotYetException("no schema for a contact yet", e);
    } catch (WireException | DateTimeException e) {
      LOG.warn(
          "known contact {}-{} can't be read: {} of them; the merchant's times are in the usual zone",
          message.partition(),
          message.offset(),
          unread.incrementAndGet(),
          e);
    }
  }
}
