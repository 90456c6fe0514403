package renewals.activation.renewal.rules;

import java.time.Instant;

/** A deadline and the moment at which it falls due. */
public record DueDeadline(Instant at, Deadline deadline) implements Comparable<DueDeadline> {

  @Override
  public int compareTo(DueDeadline other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : deadline.name().compareTo(other.deadline.name());
  }
}
