package renewals.kit.sandbox;

/**
 * What {@code GET /test/clock} answers.
 *
 * @param now what time it is in the sandbox, as an instant of ISO 8601
 * @param moves how often the clock was moved, as far as is known there
 */
public record ClockAnswer(String now, int moves) {

  /** Where a service of a sandbox says it. */
  public static final String PATH = "/test/clock";
}
