package renewals.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Puts one schema together from the parts that it refers to in the registry, which lie under
 * subjects of their own. For one schema.
 */
final class ReferencedSchemas {

  /** A schema of ours has three parts: whoever refers to more makes us ask, not read. */
  private static final int MOST = 32;

  private final Registered registered;
  private final Schema.Parser parser = new Schema.Parser();
  private final Set<String> seen = new HashSet<>();

  ReferencedSchemas(Registered registered) {
    this.registered = registered;
  }

  /** Asks for a version of a subject. */
  @FunctionalInterface
  interface Registered {
    JsonNode version(String what, String subject, String version);
  }

  /**
   * The schema in an answer.
   *
   * @throws UnknownSchemaException it is none of Avro, or refers to what isn't there
   * @throws RegistryUnavailableException the registry gave no usable answer for a part of it
   */
  Schema parse(String what, JsonNode answer) {
    for (JsonNode reference : answer.path("references")) {
      String subject = reference.path("subject").asText();
      String version = reference.path("version").asText();
      String part =
          "version %s of subject %s, to which %s refers".formatted(version, subject, what);
      if (!seen.add(subject + '\n' + version)) {
        continue;
      }
      if (seen.size() > MOST) {
        throw new UnknownSchemaException("%s refers to more than %d schemas".formatted(what, MOST));
      }
      parse(part, registered.version(part, subject, version));
    }
    return RegistrySchemas.parse(parser, what, answer);
  }
}
