package renewals.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.avro.Schema;

/** The part of a schema registry's HTTP API that services ask, in front of {@link KnownSchemas}. */
public final class RegistryServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KnownSchemas schemas;
  private final HttpServer http;

  /** Listens on a free port of the loopback address. */
  public RegistryServer(KnownSchemas schemas) throws IOException {
    this.schemas = schemas;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(command -> Thread.ofVirtual().start(command));
    http.createContext("/subjects/", this::subject);
    http.createContext("/schemas/ids/", this::schema);
    http.start();
  }

  /** What {@code schema.registry.url} is set to. */
  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void subject(HttpExchange exchange) throws IOException {
    JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Schema schema = new Schema.Parser().parse(asked.get("schema").asText());
    int id = schemas.add(schema);
    answer(exchange, JSON.createObjectNode().put("id", id).put("version", 1));
  }

  private void schema(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    answer(exchange, JSON.createObjectNode().put("schema", schemas.byId(id).toString()));
  }

  private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("content-type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
