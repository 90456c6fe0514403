package renewals.portal.follow;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.streams.tail.TopicTail;
import renewals.v1.MerchantContact;

/**
 * Each merchant's zone, as his latest contact says. Remembers only those that are not the usual
 * one, and nothing else of a contact.
 */
public final class KnownContacts implements TopicTail.Handler, Function<String, Optional<ZoneId>> {

  private static final Logger LOG = LoggerFactory.getLogger(KnownContacts.class);

  private final WireReader<MerchantContact> reader;
  private final ZoneId usual;
  private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

  public KnownContacts(SchemaRegistry registry, ZoneId usual) {
    this.reader = new WireReader<>(registry, new MerchantContact());
    this.usual = usual;
  }

  @Override
  public Optional<ZoneId> apply(String merchantId) {
    return Optional.ofNullable(zones.get(merchantId));
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null) {
      return;
    }
    String merchantId = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      zones.remove(merchantId);
      return;
    }
    try {
      ZoneId zone = ZoneId.of(reader.read(message.value()).getZone());
      if (zone.equals(usual)) {
        zones.remove(merchantId);
      } else {
        zones.put(merchantId, zone);
      }
    } catch (RegistryUnavailableException e) {
      throw new TopicTail.NotYetException("no schema for a contact yet", e);
    } catch (WireException | DateTimeException e) {
      // The notifier dead-letters it; here it only means the usual zone.
      LOG.debug("contact {}-{} names no zone", message.partition(), message.offset(), e);
    }
  }
}
