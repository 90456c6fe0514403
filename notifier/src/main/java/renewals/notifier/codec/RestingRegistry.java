package renewals.notifier.codec;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;

/**
 * A registry that, after one call without an answer, is not asked again for a moment: a stream
 * thread that waited out the connection for each record would fall out of its group.
 */
public final class RestingRegistry implements SchemaRegistry {

  private static final Duration REST = Duration.ofSeconds(1);

  private final SchemaRegistry registry;
  private final LongSupplier nanoClock;
  private volatile boolean resting;
  private volatile long since;

  public RestingRegistry(SchemaRegistry registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
  }

  @Override
  public Schema byId(int id) {
    if (resting && nanoClock.getAsLong() - since < REST.toNanos()) {
      throw new RegistryUnavailableException("the registry gave no answer a moment ago");
    }
    try {
      Schema schema = registry.byId(id);
      resting = false;
      return schema;
    } catch (RegistryUnavailableException e) {
      since = nanoClock.getAsLong();
      resting = true;
      throw e;
    }
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return registry.idOf(subject, schema);
  }
}
