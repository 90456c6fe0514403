package renewals.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;
import renewals.stack.process.StackException;

/** Secrets that are made by chance for a data folder, where the user has none, and stay in it. */
public final class MadeSecrets {

  private static final int BYTES = 32;
  private static final String KEYS = "provenance.keys";

  private MadeSecrets() {}

  /** What signs links to the page. */
  static String linkSecret(Path data) {
    try {
      return Files.readString(
          made(
              data,
              "page-links",
              () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random())));
    } catch (IOException e) {
      throw new StackException("no secret for links in %s: %s".formatted(data, e), e);
    }
  }

  /**
   * The gateway keys that records are signed with, where no other file of keys is set.
   *
   * @param given what the user has set, which stands
   */
  public static Map<String, String> provenance(Settings given, Path data) {
    Optional<String> own = given.text(KEYS);
    if (own.isPresent()) {
      return Map.of(KEYS, own.get());
    }
    try {
      Path file =
          made(
              data,
              "gateway-keys.yaml",
              () ->
                  "local-1: {secret: %s}%n"
                      .formatted(Base64.getEncoder().encodeToString(random())));
      return Map.of(KEYS, file.toString());
    } catch (IOException e) {
      throw new StackException("no gateway keys in %s: %s".formatted(data, e), e);
    }
  }

  private static Path made(Path data, String name, Supplier<String> content) throws IOException {
    Path folder = data.toAbsolutePath().resolve("secrets");
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      OwnerOnly.folder(folder);
      // Whole or not at all: half a secret would be none.
      Path written = Files.createTempFile(folder, name, ".new");
      Files.writeString(written, content.get());
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static byte[] random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
