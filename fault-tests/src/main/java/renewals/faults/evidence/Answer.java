package renewals.faults.evidence;

import renewals.stack.sim.truth.Truth;

/** What the query API says of a renewal, money in minor units. */
public record Answer(String state, long net, long owed) {

  /** What it has to say. */
  public static Answer expectedOf(Truth truth) {
    return new Answer(truth.state(), truth.net(), truth.owed());
  }
}
