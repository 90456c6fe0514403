package renewals.stack.process;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs another main class, and ends with the process that started it: the standard input of a child
 * process closes when its parent is gone, however that ended.
 *
 * <p>Uses nothing but the JDK, so it can stand on any class path.
 */
public final class Leash {

  /** How long a child may take to stop in order, before it ends all the same. */
  public static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  /** How long a child that others need lets them go first. */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  private static final String LAST = "renewals.leash.last";
  private static final String FOLDERS = "renewals.leash.folders";
  private static final String PARENT = "renewals.leash.parent";

  private Leash() {}

  /** Options for the JVM of a child: whose it is, and which folders it holds with its parent. */
  public static List<String> options() {
    String folders =
        FolderLock.held().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    String parent = "-D%s=%d".formatted(PARENT, ProcessHandle.current().pid());
    return folders.isEmpty() ? List.of() : List.of(parent, "-D%s=%s".formatted(FOLDERS, folders));
  }

  /**
   * An option for the JVM of a child that others need to stop in order, such as their broker: when
   * the parent is gone it begins to stop after them.
   */
  public static String lastOption() {
    return "-D%s=true".formatted(LAST);
  }

  /**
   * The main class to run, then its arguments.
   *
   * @throws ReflectiveOperationException there is no such class, or it has no main method
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("leash").start(Leash::endWithParent);
    joinFolders();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      e.getTargetException().printStackTrace();
      System.exit(1);
    }
  }

  /**
   * Who takes a folder after its owner was killed waits for the children that hold it: one that
   * comes too late to be waited for must not begin.
   */
  private static void joinFolders() {
    String folders = System.getProperty(FOLDERS, "");
    if (folders.isEmpty()) {
      return;
    }
    try {
      for (String folder : folders.split(File.pathSeparator, -1)) {
        FolderLock.join(Path.of(folder));
      }
    } catch (IOException e) {
      System.err.println("leash: cannot hold the data folder: " + e);
      System.exit(1);
    }
    boolean isOrphan =
        ProcessHandle.current()
            .parent()
            .filter(parent -> parent.pid() == Long.getLong(PARENT, -1))
            .isEmpty();
    if (isOrphan) {
      System.err.println("leash: the parent has ended");
      System.exit(1);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent never writes: only the end of the stream says something
      }
    } catch (IOException e) {
      System.err.println("leash: " + e);
    }
    try {
      if (Boolean.getBoolean(LAST)) {
        Thread.sleep(HEAD_START);
      }
      Thread stopping = Thread.ofPlatform().daemon().start(() -> System.exit(0));
      if (!stopping.join(TIME_TO_STOP)) {
        System.err.println("leash: did not stop in " + TIME_TO_STOP);
      }
    } catch (InterruptedException e) {
      System.err.println("leash: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
