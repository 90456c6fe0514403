package renewals.notifier.senders.robot;

import java.time.Duration;

/** What a provider's answer means. */
sealed interface Verdict {

  /** The robot has said it. */
  record Said() implements Verdict {}

  /** It would be too much now; nothing more of that robot for so long. */
  record TooMuch(Duration pause) implements Verdict {}

  /**
   * There is no such robot, or not any more.
   *
   * @param word the provider's, for machines
   */
  record Gone(String word) implements Verdict {}

  /** Refused, as another try would be. */
  record Refused(String word, String why) implements Verdict {}

  /** Not taken, and may be another time. */
  record Failed(String word) implements Verdict {}
}
