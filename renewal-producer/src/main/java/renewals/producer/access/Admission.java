package renewals.producer.access;

import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;

/** One request that was let in, until it is answered. */
public interface Admission extends AutoCloseable {

  /** Who speaks. */
  Speaker speaker();

  /** Whether the credential is for one body, which must be shown to {@link #prove} first. */
  boolean coversBody();

  /**
   * Holds a body against the credential, and uses it up where it counts once. Does nothing where
   * the credential covers no body.
   *
   * @throws RefusedRequestException it is another body, or was used before
   */
  void prove(byte[] body);

  /**
   * Takes one event from what the party may send in a second.
   *
   * @throws RefusedRequestException it has sent too many
   */
  void spend();

  /** The same, but waits: for a stream, which is slowed down so. */
  void spendWaiting() throws InterruptedException;

  /** Says that an event of this request was not this speaker's to say, and why. */
  void refused(Violation claim);

  @Override
  void close();
}
