package renewals.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry behind Confluent's REST API. Schemas never change, so what was found is kept
 * for good; that an id is unknown is remembered for a few seconds only, so that forged ids can't
 * hammer the registry and a schema registered a moment ago is soon found. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SUBJECT_NOT_FOUND = 40401;

  private final RegistryHttp http;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final ReentrantLock asking = new ReentrantLock();
  private final NegativeCache unknown = new NegativeCache(System::nanoTime);

  /**
   * A registry that is asked when it is needed.
   *
   * @param baseUrl base of Confluent's REST API, such as {@code
   *     http://127.0.0.1:8081/apis/ccompat/v7}
   * @throws IllegalArgumentException that is no http or https URL
   */
  public HttpSchemaRegistry(String baseUrl) {
    this(baseUrl, null);
  }

  /**
   * Likewise, as somebody.
   *
   * @param login null for nobody
   * @throws IllegalArgumentException that is no http or https URL
   */
  public HttpSchemaRegistry(String baseUrl, @Nullable RegistryLogin login) {
    this(new RegistryHttp(baseUrl, login));
  }

  HttpSchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    String what = "schema id " + id;
    if (unknown.contains(id)) {
      throw new UnknownSchemaException(what + " is unknown to the registry");
    }
    try {
      Schema fetched =
          new ReferencedSchemas(this::version)
              .parse(what, answered(what, http.get("/schemas/ids/" + id)));
      schemas.put(id, fetched);
      return fetched;
    } catch (UnknownSchemaException e) {
      unknown.add(id);
      throw e;
    }
  }

  private JsonNode version(String what, String subject, String version) {
    return answered(
        what,
        http.get(
            "/subjects/%s/versions/%s"
                .formatted(RegistryHttp.segment(subject), RegistryHttp.segment(version))));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    return fetchIdOf(key);
  }

  /** One at a time: whoever needs an id at the same moment finds it then. */
  private int fetchIdOf(SubjectSchema key) {
    asking.lock();
    try {
      Integer known = ids.get(key);
      return known != null ? known : askedIdOf(key);
    } finally {
      asking.unlock();
    }
  }

  private int askedIdOf(SubjectSchema key) {
    String what = "schema %s of subject %s".formatted(key.schema().getFullName(), key.subject());
    String path = "/subjects/" + RegistryHttp.segment(key.subject());
    int id = idIn(what, answered(what, http.ask(path, RegistrySchemas.requestOf(key.schema()))));
    ids.put(key, id);
    return id;
  }

  /**
   * Registers a schema, or finds it registered, and demands FULL_TRANSITIVE compatibility of the
   * subject from then on. For operators and local stacks: services only look ids up.
   *
   * @return the schema's id
   * @throws RegistryUnavailableException the registry gave no usable answer or refused the schema
   */
  public int register(String subject, Schema schema) {
    String what = "schema %s of subject %s".formatted(schema.getFullName(), subject);
    String segment = RegistryHttp.segment(subject);
    String versions = "/subjects/" + segment + "/versions";
    int id = idIn(what, answered(what, http.post(versions, RegistrySchemas.requestOf(schema))));
    answered(
        "compatibility of subject " + subject,
        http.put("/config/" + segment, "{\"compatibility\":\"FULL_TRANSITIVE\"}"));
    ids.put(new SubjectSchema(subject, schema), id);
    return id;
  }

  /** Whether the registry answers at all, asked now. */
  public boolean isReachable() {
    try {
      return http.get("/config").statusCode() == RegistryHttp.OK;
    } catch (RegistryUnavailableException e) {
      return false;
    }
  }

  private static JsonNode answered(String what, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    JsonNode body = RegistryHttp.bodyOf(response);
    if (status == RegistryHttp.OK) {
      return body;
    }
    int code = body.path("error_code").asInt();
    if (status == RegistryHttp.NOT_FOUND && isNotFound(code)) {
      throw new UnknownSchemaException("%s is unknown to the registry".formatted(what));
    }
    throw new RegistryUnavailableException(
        "registry answered %d for %s: %s"
            .formatted(status, what, body.path("message").asText("no message")));
  }

  /** A 404 of a proxy or a wrong path has none of these codes, and says nothing of schemas. */
  private static boolean isNotFound(int code) {
    return code == SCHEMA_NOT_FOUND || code == VERSION_NOT_FOUND || code == SUBJECT_NOT_FOUND;
  }

  private static int idIn(String what, JsonNode body) {
    JsonNode id = body.path("id");
    if (!id.canConvertToInt() || !id.isIntegralNumber()) {
      throw new RegistryUnavailableException("registry answered without an id for " + what);
    }
    return id.intValue();
  }

  private record SubjectSchema(String subject, Schema schema) {}
}
