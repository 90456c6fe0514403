package renewals.parties.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;
import renewals.parties.model.Identifiers;

/**
 * Changes a file of parties. What comes out is read as a service would read it before it takes the
 * file's place, so that no change breaks it; comments are not kept, but the file before is, as
 * {@code <name>.before}.
 */
public final class PartiesEditor {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .build();

  private final Path file;
  private final ObjectNode tree;
  private final FileChange change;

  /**
   * What a new party may.
   *
   * @param events at least one
   */
  public record Grant(
      List<String> events,
      List<String> channelIds,
      List<String> carrierIds,
      List<String> merchantIds,
      boolean gifts) {}

  private PartiesEditor(Path file, ObjectNode tree, FileChange change) {
    this.file = file;
    this.tree = tree;
    this.change = change;
  }

  /**
   * Opens a file, or one that isn't there yet.
   *
   * @throws PartiesFileException it is there and a service couldn't use it
   */
  public static PartiesEditor open(Path file) throws PartiesFileException, IOException {
    FileChange change = FileChange.begin(file);
    if (!Files.exists(file)) {
      ObjectNode tree = YAML.createObjectNode();
      tree.putArray("parties");
      return new PartiesEditor(file, tree, change);
    }
    PartiesFile.load(file);
    return new PartiesEditor(file, (ObjectNode) PartiesFile.tree(file), change);
  }

  /**
   * Adds a party with one key.
   *
   * @throws IllegalArgumentException it is there already
   */
  public void add(String id, Grant grant, String keyId, NewKey key, Instant from, Instant until)
      throws IOException {
    if (find(id).isPresent()) {
      throw new IllegalArgumentException(
          "party is \"%s\", expected one that is not there yet; another key: party rotate"
              .formatted(id));
    }
    ObjectNode party = parties().addObject().put("id", id);
    ObjectNode right = party.putArray("may").addObject();
    putAll(right, "events", grant.events());
    putAll(right, "channelIds", grant.channelIds());
    putAll(right, "carrierIds", grant.carrierIds());
    putAll(right, "merchantIds", grant.merchantIds());
    if (grant.gifts()) {
      right.put("gifts", true);
    }
    party.putArray("keys");
    addKey(party, keyId, key, from, until);
  }

  /**
   * Adds a key to a party, and ends those of the same type that count longer.
   *
   * @param endOthers when those end
   * @throws IllegalArgumentException no such party
   */
  public void rotate(
      String id, String keyId, NewKey key, Instant from, Instant until, Instant endOthers)
      throws IOException {
    ObjectNode party = party(id);
    for (JsonNode other : party.withArray("keys")) {
      if (other.path("type").asText().equals(key.type())) {
        putEarlier((ObjectNode) other, "notAfter", endOthers);
      }
    }
    addKey(party, keyId, key, from, until);
  }

  /** The type of the key that a party got last. */
  public String latestType(String id) {
    ArrayNode keys = party(id).withArray("keys");
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("party is \"%s\", expected one with a key".formatted(id));
    }
    return keys.get(keys.size() - 1).path("type").asText();
  }

  /** A keyId that nobody has: the party's id and a number. */
  public String freeKeyId(String id) {
    String base = id.replaceAll("[^A-Za-z0-9_-]", "-");
    int number = 1;
    while (key(base + "-" + number).isPresent()) {
      number++;
    }
    return base + "-" + number;
  }

  /**
   * Ends a key at once. One that ended before stays ended since then.
   *
   * @throws IllegalArgumentException no such key
   */
  public void disable(String keyId, Instant now) {
    ObjectNode key =
        key(keyId)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "keyId is \"%s\", expected one of the file".formatted(keyId)));
    putEarlier(key, "disabledAt", now);
  }

  /**
   * Writes the file in the place of the one before. Nothing is changed where it fails, and of two
   * at once one does.
   *
   * @throws PartiesFileException a service couldn't use it, or somebody else has changed the file
   *     meanwhile
   */
  public void save() throws PartiesFileException, IOException {
    change.replace(YAML.writeValueAsString(tree));
  }

  private void addKey(ObjectNode party, String keyId, NewKey key, Instant from, Instant until)
      throws IOException {
    if (!Identifiers.isKey(keyId) || key(keyId).isPresent()) {
      throw new IllegalArgumentException(
          "keyId is \"%s\", expected 1 to 64 of A-Z a-z 0-9 _ - that nobody has".formatted(keyId));
    }
    party
        .withArray("keys")
        .addObject()
        .put("keyId", keyId)
        .put("type", key.type())
        .put(key.field(), key.value())
        .put("notBefore", from.toString())
        .put("notAfter", until.toString());
    if (key.secretFileContent().isPresent()) {
      Path secret = file.toAbsolutePath().resolveSibling(key.value());
      Files.createDirectories(
          secret.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      change.make(secret, key.secretFileContent().get() + "\n");
    }
  }

  /** Sets a time, unless an earlier one stands there: no change makes a key count again. */
  private static void putEarlier(ObjectNode key, String field, Instant time) {
    JsonNode given = key.get(field);
    boolean isBefore =
        given != null && OffsetDateTime.parse(given.asText()).toInstant().isBefore(time);
    if (!isBefore) {
      key.put(field, time.toString());
    }
  }

  private static void putAll(ObjectNode node, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(field);
      values.forEach(array::add);
    }
  }

  private ArrayNode parties() {
    return tree.withArray("parties");
  }

  private ObjectNode party(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "party is \"%s\", expected one of the file".formatted(id)));
  }

  private Optional<ObjectNode> find(String id) {
    return StreamSupport.stream(parties().spliterator(), false)
        .filter(party -> party.path("id").asText().equals(id))
        .map(ObjectNode.class::cast)
        .findFirst();
  }

  private Optional<ObjectNode> key(String keyId) {
    return StreamSupport.stream(parties().spliterator(), false)
        .flatMap(party -> StreamSupport.stream(party.path("keys").spliterator(), false))
        .filter(key -> key.path("keyId").asText().equals(keyId))
        .map(ObjectNode.class::cast)
        .findFirst();
  }
}
