package renewals.schemas.json;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.contract.Violation;

/** What became of a text that should be one event. */
public sealed interface Parsed {

  /** It is an event of that type. */
  record Accepted(EventType type, SpecificRecord event) implements Parsed {}

  /** It is none, for each of these reasons. */
  record Refused(List<Violation> violations) implements Parsed {

    public Refused {
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("violations is empty, expected at least one");
      }
      violations = List.copyOf(violations);
    }
  }
}
