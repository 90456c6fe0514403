package renewals.cli.topics;

import java.util.List;
import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RegistryLogin;

/** Registers the catalogue's schemas; only operators and the local stack do, never a service. */
public final class SchemaSetup {

  private static final String USER = "schema.registry.user";
  private static final String PASSWORD = "schema.registry.password";

  private SchemaSetup() {}

  /**
   * Registers what is not registered, and demands FULL_TRANSITIVE compatibility from then on.
   *
   * @return each subject
   */
  public static List<SubjectState> register(Settings settings) {
    HttpSchemaRegistry registry = writableRegistry(settings);
    return Topics.ALL.stream().flatMap(topic -> register(registry, topic).stream()).toList();
  }

  /**
   * The registry, as who may register schemas: {@code schema.registry.user} and {@code .password},
   * where it asks for them.
   *
   * @throws SettingException one of both is set without the other, or won't do
   */
  public static HttpSchemaRegistry writableRegistry(Settings settings) {
    String url = settings.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7");
    Optional<String> user = settings.text(USER);
    Optional<String> password = settings.text(PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new SettingException(
          user.isPresent() ? PASSWORD : USER, "nothing", "the other one of both, as one is set");
    }
    if (user.isEmpty() || password.isEmpty()) {
      return new HttpSchemaRegistry(url);
    }
    if (user.get().contains(":")) {
      throw new SettingException(USER, user.get(), "a name without a colon");
    }
    return new HttpSchemaRegistry(url, new RegistryLogin(user.get(), password.get()));
  }

  private static Optional<SubjectState> register(HttpSchemaRegistry registry, Topic topic) {
    return Optional.ofNullable(topic.schema())
        .map(schema -> registry.register(topic.subject(), schema))
        .map(id -> new SubjectState(topic.subject(), id));
  }
}
