package renewals.stack.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import renewals.kit.OwnerOnly;

/** Settings of a child, secrets among them, in a file that nobody else can read. */
public final class SettingsFile {

  private SettingsFile() {}

  /** Writes them to {@code <name>.properties} in that folder, in place of an earlier run's. */
  public static Path write(Path folder, String name, Map<String, String> settings) {
    Path file = folder.resolve(name + ".properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      OwnerOnly.folder(folder);
      Files.deleteIfExists(file);
      try (Writer writer = Files.newBufferedWriter(OwnerOnly.file(file))) {
        properties.store(writer, "of ./renewals; written anew at each start");
      }
      return file;
    } catch (IOException e) {
      throw new StackException("cannot write the settings of %s: %s".formatted(name, e), e);
    }
  }
}
