package renewals.streams.timer;

/**
 * A subject to be looked at when a moment has come. In order of time, then of subject.
 *
 * @param at in epoch milliseconds, not negative
 * @param subject the key of what is due then
 */
public record Timer(long at, String subject) implements Comparable<Timer> {

  @Override
  public int compareTo(Timer other) {
    int byTime = Long.compare(at, other.at);
    return byTime != 0 ? byTime : subject.compareTo(other.subject);
  }
}
