package renewals.stack.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class, and ends with the process that started it: the standard input of a child
 * process closes when its parent is gone, however that ended.
 *
 * <p>Uses nothing but the JDK, so it can stand on any class path.
 */
public final class Leash {

  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  private Leash() {}

  /**
   * The main class to run, then its arguments.
   *
   * @throws ReflectiveOperationException there is no such class, or it has no main method
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("leash").start(Leash::endWithParent);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      e.getTargetException().printStackTrace();
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
    Thread stopping = Thread.ofPlatform().daemon().start(() -> System.exit(0));
    try {
      if (!stopping.join(TIME_TO_STOP)) {
        System.err.println("leash: did not stop in " + TIME_TO_STOP);
      }
    } catch (InterruptedException e) {
      System.err.println("leash: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
