package renewals.cli.topics;

import java.util.List;
import java.util.Optional;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Registers the catalogue's schemas; only operators and the local stack do, never a service. */
public final class SchemaSetup {

  private SchemaSetup() {}

  /**
   * Registers what is not registered, and demands FULL_TRANSITIVE compatibility from then on.
   *
   * @return one line for each subject
   */
  public static List<String> register(Settings settings) {
    HttpSchemaRegistry registry =
        new HttpSchemaRegistry(
            settings.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"));
    return Topics.ALL.stream().flatMap(topic -> register(registry, topic).stream()).toList();
  }

  private static Optional<String> register(HttpSchemaRegistry registry, Topic topic) {
    return Optional.ofNullable(topic.schema())
        .map(schema -> registry.register(topic.subject(), schema))
        .map(id -> "%-26s schema %d, FULL_TRANSITIVE".formatted(topic.subject(), id));
  }
}
