package renewals.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.stack.process.JavaChild;

/**
 * What is unusual about how an instance of a service is started.
 *
 * @param jvmOptions besides the usual ones
 * @param classPath of the build it is started from; empty for that of this process
 * @param environment besides that of this process
 */
public record Launch(
    List<String> jvmOptions, List<String> classPath, Map<String, String> environment) {

  /** Nothing is. */
  public static final Launch USUAL = new Launch(List.of(), List.of(), Map.of());

  public Launch {
    jvmOptions = List.copyOf(jvmOptions);
    classPath = List.copyOf(classPath);
    environment = Map.copyOf(environment);
  }

  /** The same from another build. */
  public Launch from(List<String> otherClassPath) {
    return new Launch(jvmOptions, otherClassPath, environment);
  }

  /** The same in another environment. */
  public Launch in(Map<String, String> otherEnvironment) {
    return new Launch(jvmOptions, classPath, otherEnvironment);
  }

  /** The command line's main class; before it had a module of its own, it stood in the stack's. */
  String mainClass() {
    return classPath.isEmpty() || classPath.stream().anyMatch(Launch::holdsCommandLine)
        ? renewals.cli.Main.class.getName()
        : "renewals.stack.cli.Main";
  }

  private static boolean holdsCommandLine(String entry) {
    if (!entry.endsWith("*")) {
      return false;
    }
    String[] jars = Path.of(entry.substring(0, entry.length() - 1)).toFile().list();
    return jars != null && Arrays.stream(jars).anyMatch(name -> name.startsWith("renewals-cli-"));
  }

  List<String> ownOrOtherClassPath() {
    return classPath.isEmpty() ? JavaChild.ownClassPath() : classPath;
  }

  /** A command that sets the environment for the one that follows it. */
  List<String> wrapper() {
    if (environment.isEmpty()) {
      return List.of();
    }
    List<String> wrapper = new ArrayList<>(List.of("env"));
    new TreeMap<>(environment).forEach((name, value) -> wrapper.add(name + "=" + value));
    return wrapper;
  }
}
