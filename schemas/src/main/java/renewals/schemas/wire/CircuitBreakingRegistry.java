package renewals.schemas.wire;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * A registry that, after one call without an answer, is not asked again for a moment: a stream
 * thread that waited out the connection for each record would fall out of its group.
 */
public final class CircuitBreakingRegistry implements SchemaRegistry {

  private static final Duration REST = Duration.ofSeconds(1);

  private final SchemaRegistry registry;
  private final LongSupplier nanoClock;
  private volatile boolean resting;
  private volatile long since;

  /**
   * A registry that rests for a second after each failure.
   *
   * @param nanoClock such as {@code System::nanoTime}
   */
  public CircuitBreakingRegistry(SchemaRegistry registry, LongSupplier nanoClock) {
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
