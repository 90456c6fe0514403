package renewals.producer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes bodies by a schema of an OpenAPI description: as it says or nearly so, at its bounds and
 * just beyond them. Which of them keep it is for a validator to say.
 *
 * <p>Two things it leaves out, as no schema can tell them apart: a whole number written with a
 * fraction (5.0), and half of a surrogate pair in a text.
 */
final class BodyMaker {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ODD_ONE_IN = 12;

  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          ".",
          "..",
          "...",
          "..a",
          "a b",
          "a/b",
          "é",
          "流量卡",
          "a\nb",
          "a\n",
          "x".repeat(64),
          "x".repeat(65),
          "卡".repeat(500),
          "卡".repeat(501),
          "😀".repeat(500),
          "😀".repeat(501),
          "OTHER",
          "null",
          "RMB",
          "cny",
          "CNYX",
          "P0D",
          "P3661D",
          "P0M",
          "P121M",
          "P11Y",
          "P0Y",
          "P1D1M",
          "PT1H",
          "P000001D",
          "P10Y1M",
          "p1m",
          "8986",
          "89860000000000000000001",
          "8986000000000000000G",
          "88860000000000000000",
          "+8613800138000",
          "+0138001380",
          "+123456",
          "+1234567890123456",
          "13800138000",
          "a@b@c",
          "@example.com",
          "a@",
          "a@.com",
          "a@example.com.",
          "a@ex..com",
          "a,b@example.com",
          "ftp://example.com",
          "https://",
          "https://u@example.com/",
          "https://example.com/#a",
          "https://example.com/a b",
          "zh_CN",
          "z-",
          "-zh",
          "Asia/",
          "Asia/Nowhere",
          "a\nb",
          "a\n",
          "\u0000",
          "a\u2028b",
          "\u202E20",
          "to http://example.com",
          "Www.example.com",
          "example.com/login",
          "example.com:8443/login",
          "example.xn--p1ai/",
          "example.xn--/",
          "a.b:24/7",
          "a.b-cd:1/x",
          "24/7",
          "A.B/C");

  private static final List<String> ODD_TIMES =
      List.of(
          "2026-03-02",
          "2026-03-02T10:00:00",
          "2026-02-30T10:00:00Z",
          "2026-02-29T10:00:00Z",
          "2026-04-31T10:00:00Z",
          "2026-13-01T10:00:00Z",
          "2026-03-02T24:00:00Z",
          "2026-03-02T23:60:00Z",
          "2026-03-02T23:59:60Z",
          "2026-03-02T10:00:00+18:01",
          "2026-03-02T10:00:00+8",
          "2026-03-02 10:00:00Z",
          "1969-12-31T23:59:59Z",
          "10000-01-01T00:00:00Z",
          "+292278994-08-17T07:12:55.807Z",
          "0000-01-01T00:00:00Z",
          "2026-03-02T10:00:00.1234567890Z",
          "2026-03-02T10:00:00.Z",
          "02.03.2026",
          "");

  private final JsonNode description;
  private final Instant now;
  private final Random random;

  BodyMaker(JsonNode description, Instant now, Random random) {
    this.description = description;
    this.now = now;
    this.random = random;
  }

  /** A body for a schema of components. */
  JsonNode body(String schema) {
    JsonNode body = value(description.at("/components/schemas/" + schema));
    return oneIn(200) ? odd() : body;
  }

  private JsonNode value(JsonNode schema) {
    if (oneIn(ODD_ONE_IN * 4)) {
      return odd();
    }
    if (schema.has("$ref")) {
      return value(resolved(schema));
    }
    if (schema.has("oneOf")) {
      return value(any(schema.path("oneOf")));
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.has("enum")) {
      return any(schema.path("enum"));
    }
    return switch (typeOf(schema)) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer" -> integer(schema);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      default -> text(schema);
    };
  }

  private JsonNode resolved(JsonNode schema) {
    return description.at(schema.path("$ref").asText().substring(1));
  }

  private String typeOf(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? any(type).asText() : type.asText();
  }

  private ObjectNode object(JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean left =
          required.contains(property.getKey()) ? oneIn(ODD_ONE_IN * 5) : random.nextBoolean();
      if (!left) {
        object.set(property.getKey(), value(property.getValue()));
      }
    }
    if (oneIn(ODD_ONE_IN * 5)) {
      object.set("unknown", odd());
    }
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = JSON.arrayNode();
    for (int left = random.nextInt(4); left > 0; left--) {
      array.add(value(schema.path("items")));
    }
    return array;
  }

  private JsonNode integer(JsonNode schema) {
    BigInteger least = bound(schema, "minimum", BigInteger.valueOf(Long.MIN_VALUE));
    BigInteger most = bound(schema, "maximum", BigInteger.valueOf(Long.MAX_VALUE));
    return JSON.numberNode(
        switch (random.nextInt(ODD_ONE_IN * 2)) {
          case 0 -> least;
          case 1 -> most;
          case 2 -> least.subtract(BigInteger.ONE);
          case 3 -> most.add(BigInteger.ONE);
          default -> BigInteger.valueOf(1 + random.nextInt(10_000));
        });
  }

  private static BigInteger bound(JsonNode schema, String name, BigInteger otherwise) {
    return schema.has(name) ? schema.path(name).bigIntegerValue() : otherwise;
  }

  private JsonNode text(JsonNode schema) {
    boolean time = schema.path("format").asText().equals("date-time");
    if (oneIn(ODD_ONE_IN * 2)) {
      return JSON.textNode(any(time ? ODD_TIMES : ODD_TEXTS));
    }
    if (time) {
      return JSON.textNode(time());
    }
    String example = any(schema.path("examples")).asText();
    return JSON.textNode(oneIn(ODD_ONE_IN * 2) ? changed(example) : example);
  }

  /** A time of the last day or so, in one of the ways in which it may be written. */
  private String time() {
    Instant time = now.minus(Duration.ofSeconds(random.nextInt(80_000)));
    String utc = time.toString().replace("Z", "");
    return switch (random.nextInt(6)) {
      case 0 -> utc + "+00:00";
      case 1 -> utc + ".5Z";
      case 2 -> utc.replace('T', 't') + "z";
      case 3 -> utc + "+0000";
      case 4 -> utc + "-00";
      default -> utc + "Z";
    };
  }

  /** A text with one character more, less or other. */
  private String changed(String text) {
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.insert(at, (char) (' ' + random.nextInt(95)));
      case 2 -> changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
      default -> changed.append(text);
    }
    return changed.toString();
  }

  private JsonNode odd() {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt(100) - 50);
      case 3 -> JSON.numberNode(new BigDecimal("0.5"));
      case 4 -> JSON.arrayNode().add("a");
      case 5 -> JSON.objectNode();
      case 6 -> JSON.numberNode(BigInteger.TEN.pow(30));
      default -> JSON.textNode(any(ODD_TEXTS));
    };
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private JsonNode any(JsonNode list) {
    if (!(list instanceof ArrayNode) || list.isEmpty()) {
      throw new AssertionError("a schema of texts without examples: " + list);
    }
    return list.path(random.nextInt(list.size()));
  }
}
