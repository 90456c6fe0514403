package renewals.parties.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Period;
import renewals.parties.proof.GatewayKeys;

/**
 * Reads the file of gateway keys: {@code id: {secret: base64, notBefore, notAfter}}.
 *
 * <p>Source: partners, "Who said it travels along".
 */
public final class GatewayKeysFile {

  private GatewayKeysFile() {}

  /**
   * Reads a file.
   *
   * @throws PartiesFileException it can't be used; the first reason
   */
  public static GatewayKeys load(Path file) throws PartiesFileException {
    return read(file).content();
  }

  static Loaded<GatewayKeys> read(Path file) throws PartiesFileException {
    OpenedFiles files = new OpenedFiles();
    JsonNode tree = PartiesFile.parse(file, files.read(file));
    if (!tree.isObject() || tree.isEmpty()) {
      throw new PartiesFileException(
          "%s holds no key, expected id: {secret: base64 of at least 32 bytes}".formatted(file));
    }
    List<GatewayKeys.Key> keys = new ArrayList<>();
    try {
      for (var field : tree.properties()) {
        String id = field.getKey();
        String path = Identifiers.isKey(id) ? id : "the id of key %d".formatted(keys.size() + 1);
        keys.add(key(id, new Entry(path, field.getValue())));
      }
    } catch (PartiesFileException e) {
      throw new PartiesFileException("%s: %s".formatted(file, e.getMessage()));
    }
    return new Loaded<>(new GatewayKeys(keys), files.digests());
  }

  private static GatewayKeys.Key key(String id, Entry entry) throws PartiesFileException {
    if (!Identifiers.isKey(id)) {
      throw entry.wrongSecret(KeyReader.ANOTHER, "1 to 64 of A-Z a-z 0-9 _ -");
    }
    entry.fields("secret", "notBefore", "notAfter");
    String expected = "base64 of at least 32 bytes";
    Entry secret = entry.need("secret", expected);
    Period period =
        new Period(
            Optional.ofNullable(Entry.timeOf(entry.field("notBefore"))),
            Optional.ofNullable(Entry.timeOf(entry.field("notAfter"))),
            Optional.empty());
    return new GatewayKeys.Key(id, period, KeyReader.hmacKey(secret.text(expected), secret));
  }
}
