package renewals.activation.domain;

import java.time.Instant;

/** A deadline and the moment at which it falls due. */
public record Due(Instant at, Deadline deadline) implements Comparable<Due> {

  @Override
  public int compareTo(Due other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : deadline.name().compareTo(other.deadline.name());
  }
}
