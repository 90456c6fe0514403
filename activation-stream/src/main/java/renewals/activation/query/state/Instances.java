package renewals.activation.query.state;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The instances of this service.
 *
 * @param known all that are known, this one included
 * @param self this one
 */
public record Instances(Supplier<Set<HostInfo>> known, HostInfo self) {

  /** All but this one, as they are known now. */
  public List<HostInfo> others() {
    return known.get().stream().filter(host -> !host.equals(self)).toList();
  }
}
