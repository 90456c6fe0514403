package renewals.parties.signature;

import java.util.List;
import java.util.Optional;

/** What of a request a signature may cover, as it came over the wire. */
public interface RequestHead {

  /** The method, in its own case. */
  String method();

  /** The path, neither decoded nor normalised, without the query; {@code /} where it is empty. */
  String path();

  /** The query with its question mark, where the target has one, even an empty one. */
  Optional<String> query();

  /** {@code http} or {@code https}. */
  String scheme();

  /** Host and port as the client named them, in lower case, without the scheme's own port. */
  String authority();

  /**
   * The lines of a field.
   *
   * @param name in lower case
   */
  List<String> field(String name);
}
