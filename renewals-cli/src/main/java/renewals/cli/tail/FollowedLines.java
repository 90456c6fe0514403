package renewals.cli.tail;

import java.util.function.Predicate;

/** Lines that come one after the other, until somebody has had enough. */
public interface FollowedLines {

  /**
   * Reads until the sink has had enough or {@link #stop} was called.
   *
   * @param fromBeginning with what is there already
   * @param begun done once nothing of what follows can be missed
   * @param sink takes one line; says whether it wants more
   */
  void follow(boolean fromBeginning, Runnable begun, Predicate<String> sink);

  /** Lets reading end soon; from any thread. */
  void stop();
}
