package renewals.parties.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Violation;

/**
 * One node of the file and where it stands; whatever isn't as expected is an error with its path.
 */
final class Entry {

  private final String path;
  private final JsonNode node;

  Entry(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  String path() {
    return path;
  }

  /** Refuses all fields but these. */
  Entry fields(String... known) throws PartiesFileException {
    if (!node.isObject()) {
      throw wrong("fields " + String.join(", ", known));
    }
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    for (String name : known) {
      unknown.remove(name);
    }
    if (!unknown.isEmpty()) {
      throw error(at(unknown.iterator().next()), "no field", "one of " + String.join(", ", known));
    }
    return this;
  }

  /** A field, if it is there. {@code null} for its value is an error: it must not lift a limit. */
  Optional<Entry> field(String name) throws PartiesFileException {
    JsonNode child = node.get(name);
    if (child == null) {
      return Optional.empty();
    }
    if (child.isNull()) {
      throw error(at(name), Violation.NOTHING, "a value, or the field left out");
    }
    return Optional.of(new Entry(at(name), child));
  }

  /** A field that must be there. */
  Entry need(String name, String expected) throws PartiesFileException {
    return field(name).orElseThrow(() -> error(at(name), Violation.NOTHING, expected));
  }

  List<Entry> elements(String expected) throws PartiesFileException {
    if (!node.isArray()) {
      throw wrong("a list of " + expected);
    }
    List<Entry> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Entry("%s[%d]".formatted(path, i), node.get(i)));
    }
    return elements;
  }

  /** A text; a number is one too, as ids may be written without quotes. */
  String text(String expected) throws PartiesFileException {
    if (!node.isValueNode() || node.isNull() || node.isBoolean() || node.asText().isBlank()) {
      throw wrong(expected);
    }
    return node.asText();
  }

  boolean flag() throws PartiesFileException {
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  int count(int most) throws PartiesFileException {
    BigInteger given = node.isIntegralNumber() ? node.bigIntegerValue() : BigInteger.ZERO;
    if (given.signum() <= 0 || given.compareTo(BigInteger.valueOf(most)) > 0) {
      throw wrong("a whole number from 1 to " + most);
    }
    return given.intValue();
  }

  Instant time() throws PartiesFileException {
    String expected = "a time with offset or Z, such as 2026-03-01T00:00:00Z";
    try {
      return OffsetDateTime.parse(text(expected)).toInstant();
    } catch (DateTimeParseException e) {
      throw wrong(expected);
    }
  }

  static @Nullable Instant timeOf(Optional<Entry> entry) throws PartiesFileException {
    return entry.isEmpty() ? null : entry.get().time();
  }

  /** An error about this node. */
  PartiesFileException wrong(String expected) {
    String given =
        node.isContainerNode()
            ? node.getNodeType().toString().toLowerCase(Locale.ROOT)
            : node.asText();
    return error(path, "\"%s\"".formatted(given), expected);
  }

  /** An error about this node that doesn't show it. */
  PartiesFileException wrongSecret(String given, String expected) {
    return error(path, given, expected);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static PartiesFileException error(String path, String given, String expected) {
    return new PartiesFileException(new Violation(path, given, expected).toString());
  }
}
