package renewals.stack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a JVM of ours: the same JDK as this process, on a leash.
 *
 * @param name for messages and the log file's name
 * @param wrapper a command that runs what follows it, such as {@code env TZ=UTC}; mostly empty
 * @param jvmOptions such as {@code -Xmx256m}
 * @param classPath of the main class; the leash is put behind it
 * @param mainClass the class to run
 * @param arguments of the main class
 */
public record JavaChild(
    String name,
    List<String> wrapper,
    List<String> jvmOptions,
    List<String> classPath,
    String mainClass,
    List<String> arguments) {

  /**
   * Children must outlive a Ctrl-C that the terminal sends to the whole process group, so that they
   * are stopped one after the other: a JVM leaves a signal alone that is ignored when it starts.
   * And what they write is nobody else's to read, whatever the umask of who started them.
   */
  private static final String PREPARED = "umask 077; trap '' INT; exec \"$@\"";

  public JavaChild(
      String name,
      List<String> jvmOptions,
      List<String> classPath,
      String mainClass,
      List<String> arguments) {
    this(name, List.of(), jvmOptions, classPath, mainClass, arguments);
  }

  /** The class path of this process. */
  public static List<String> ownClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  /** The jars on the class path of this process: all that a child needs that is none of ours. */
  public static List<String> ownLibraries() {
    return ownClassPath().stream().filter(part -> part.endsWith(".jar")).toList();
  }

  /**
   * Options of every child, as {@code -Drenewals.child.jvm} names them with spaces between: who
   * starts many for a short time gives up their best speed for an earlier start.
   */
  private static List<String> ofAll() {
    String named = System.getProperty("renewals.child.jvm", "").strip();
    return named.isEmpty() ? List.of() : List.of(named.split(" +"));
  }

  /** The command line to start. */
  public List<String> command() {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", PREPARED, "sh"));
    command.addAll(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(ofAll());
    command.addAll(Leash.options());
    List<String> path = new ArrayList<>(classPath);
    path.add(InstalledFiles.codeOf(Leash.class).toString());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    command.add(Leash.class.getName());
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
