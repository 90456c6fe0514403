package renewals.stack.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration shall be.
 *
 * @param renewals how many renewals, 1 to 100000
 * @param seed makes up the same again
 * @param data folder of the stack
 * @param keep whether data and logs stay afterwards; on a terminal the stack, too
 * @param report file for the summary as JSON, null for none
 * @param terminal whether somebody watches: the live view may draw in place
 * @param secure whether everybody has to say who he is, and may do no more than he needs
 */
public record DemoPlan(
    int renewals,
    long seed,
    Path data,
    boolean keep,
    @Nullable Path report,
    boolean terminal,
    boolean secure) {

  private static final int RENEWALS_A_SECOND = 10;
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Whether the stack runs on after the summary: for whoever sits there and wants to look. */
  boolean staysUp() {
    return keep && terminal;
  }

  /** Over which time the renewals begin. */
  Duration duration() {
    Duration wanted = Duration.ofSeconds(renewals / RENEWALS_A_SECOND);
    if (wanted.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }
}
