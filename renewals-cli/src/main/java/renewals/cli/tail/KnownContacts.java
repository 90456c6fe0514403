package renewals.cli.tail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.v1.KnownContact;

/** In which zone and language merchants read: no address. */
public final class KnownContacts {

  /** Who asks can do without. */
  private static final Duration MOST = Duration.ofSeconds(5);

  private final Settings settings;

  public KnownContacts(Settings settings) {
    this.settings = settings;
  }

  /**
   * How a merchant reads.
   *
   * @param locale BCP 47
   */
  public record Reads(ZoneId zone, String locale) {}

  /** The zone of a merchant; empty where nobody knows, or can say. */
  public static Optional<ZoneId> zone(Settings settings, String merchantId) {
    return new KnownContacts(settings).of(merchantId).map(Reads::zone);
  }

  /** How he reads; empty where nobody knows, or can say. */
  public Optional<Reads> of(String merchantId) {
    WireReader<KnownContact> reader =
        new WireReader<>(
            new HttpSchemaRegistry(settings.url("schema.registry.url", "")), new KnownContact());
    AtomicReference<byte @Nullable []> newest = new AtomicReference<>();
    try {
      TopicTail.ofKey(settings, Topics.KNOWN_CONTACTS, merchantId)
          .within(MOST)
          .recordsToEnd(null, record -> newest.set(record.value()));
      byte[] value = newest.get();
      return value == null ? Optional.empty() : Optional.of(reads(reader.read(value)));
    } catch (KafkaException | CommandFailure | WireException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Reads reads(KnownContact contact) {
    return new Reads(ZoneId.of(contact.getZone()), contact.getLocale());
  }
}
