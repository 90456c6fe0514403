package renewals.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import renewals.bench.load.BenchException;
import renewals.cli.topics.SchemaSetup;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;

/**
 * Registers the schemas of another build, in a JVM that has its classes before ours. A service
 * looks for its own forms of the outputs and never registers them, as on a cluster that it ran on.
 */
final class BaselineSchemas {

  private static final String REGISTRY = "schema.registry.url";

  private BaselineSchemas() {}

  /** Registers what the class path holds; only to be called in a JVM of its own. */
  public static void main(String[] args) {
    SchemaSetup.register(Settings.of(Map.of(REGISTRY, args[0])));
  }

  /**
   * Registers the schemas of a build.
   *
   * @param jars its class path
   * @param log what the JVM writes
   */
  static void register(String jars, String registryUrl, Path log) {
    String classPath = jars + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            BaselineSchemas.class.getName(),
            registryUrl);
    try {
      OwnerOnly.file(log);
      int exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        throw new BenchException("the baseline's schemas were not registered; see " + log);
      }
    } catch (IOException e) {
      throw new BenchException("the baseline's schemas were not registered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while registering the baseline's schemas", e);
    }
  }
}
