package renewals.parties.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Limits;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Right;

/**
 * Reads the file of parties, and the secrets that it names.
 *
 * <p>Source: partners, "The file".
 */
public final class PartiesFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final int MOST_ID_LENGTH = 64;
  private static final int MOST_PER_SECOND = 1_000_000;
  private static final int MOST_CONNECTIONS = 100_000;

  private PartiesFile() {}

  /**
   * Reads a file.
   *
   * @throws PartiesFileException it can't be used; the first reason
   */
  public static Parties load(Path file) throws PartiesFileException {
    return read(file).content();
  }

  static Loaded<Parties> read(Path file) throws PartiesFileException {
    OpenedFiles files = new OpenedFiles();
    JsonNode tree = parse(file, files.read(file));
    Path folder = file.toAbsolutePath().getParent();
    KeyReader keys = new KeyReader(folder == null ? Path.of("") : folder, files);
    try {
      Entry root = new Entry("", tree).fields("parties");
      List<Party> parties = new ArrayList<>();
      for (Entry entry : root.need("parties", "a list of parties").elements("parties")) {
        parties.add(party(entry, keys));
      }
      return new Loaded<>(new Parties(parties), files.digests());
    } catch (IllegalArgumentException e) {
      throw new PartiesFileException("%s: %s".formatted(file, e.getMessage()));
    } catch (PartiesFileException e) {
      throw new PartiesFileException("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * A file as a tree, nothing checked.
   *
   * @throws PartiesFileException it is no YAML
   */
  public static JsonNode tree(Path file) throws PartiesFileException {
    return parse(file, new OpenedFiles().read(file));
  }

  static JsonNode parse(Path file, byte[] bytes) throws PartiesFileException {
    try (AsWritten parser = new AsWritten(YAML.getFactory().createParser(bytes))) {
      JsonNode tree = YAML.readTree(parser);
      parser.demandEnd();
      return tree == null ? YAML.missingNode() : tree;
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw new PartiesFileException(
          "%s is not one document of YAML without aliases%s"
              .formatted(file, where == null ? "" : ", see line %d".formatted(where.getLineNr())));
    } catch (IOException e) {
      throw new PartiesFileException("%s is not YAML".formatted(file));
    }
  }

  private static Party party(Entry entry, KeyReader reader) throws PartiesFileException {
    entry.fields("id", "may", "keys", "limits");
    String id = partyId(entry.need("id", "the party's id"));
    List<Right> may = new ArrayList<>();
    for (Entry right : entry.need("may", "what it may").elements("rights")) {
      may.add(RightReader.read(right));
    }
    List<PartyKey> keys = new ArrayList<>();
    for (Entry key : entry.need("keys", "its keys").elements("keys")) {
      keys.add(reader.read(key));
    }
    return new Party(id, may, keys, limits(entry.field("limits")));
  }

  private static String partyId(Entry entry) throws PartiesFileException {
    String expected = "1 to 64 of A-Z a-z 0-9 _ . : -";
    String id = entry.text(expected);
    if (id.length() > MOST_ID_LENGTH || !Identifiers.isParty(id)) {
      throw entry.wrongSecret(KeyReader.ANOTHER, expected);
    }
    if (Identifiers.isImplied(id)) {
      throw entry.wrong("another id: platform and callback:… are implied");
    }
    return id;
  }

  private static Limits limits(Optional<Entry> given) throws PartiesFileException {
    if (given.isEmpty()) {
      return Limits.USUAL;
    }
    Entry entry = given.get().fields("perSecond", "burst", "connections");
    Optional<Entry> perSecond = entry.field("perSecond");
    Optional<Entry> burst = entry.field("burst");
    Optional<Entry> connections = entry.field("connections");
    int rate =
        perSecond.isPresent() ? perSecond.get().count(MOST_PER_SECOND) : Limits.USUAL.perSecond();
    return new Limits(
        rate,
        burst.isPresent() ? burst.get().count(MOST_PER_SECOND) : 2 * rate,
        connections.isPresent()
            ? connections.get().count(MOST_CONNECTIONS)
            : Limits.USUAL.connections());
  }
}
