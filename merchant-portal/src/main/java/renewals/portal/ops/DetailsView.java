package renewals.portal.ops;

import java.util.List;

/**
 * One renewal for operators.
 *
 * @param answer how it stands, in a sentence
 * @param facts what is known of it
 * @param history what happened, the oldest first
 * @param undelivered notices of it that were given up in the last 24 hours
 * @param commands what shows or does more
 */
public record DetailsView(
    String renewalId,
    String answer,
    List<Fact> facts,
    List<Line> history,
    List<OpsView.Undelivered> undelivered,
    List<Command> commands) {

  /** Something named, and what it is. */
  public record Fact(String name, String value) {}

  /**
   * One line of what happened.
   *
   * @param own the event's own time, where it reads differently; else empty
   */
  public record Line(String at, String what, String detail, String own) {}

  /** A command, and what it is for. */
  public record Command(String purpose, String line) {}
}
