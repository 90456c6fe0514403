package renewals.producer.access;

import java.util.function.Supplier;
import renewals.kit.http.ProblemCode;
import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;

/** One request that was let in, until it is answered. */
public interface Admission extends AutoCloseable {

  /** Who speaks. */
  Speaker speaker();

  /** Whether the credential is for one body, which must be shown to {@link #prove} first. */
  boolean coversBody();

  /**
   * Holds a body against the credential where that covers one, and uses it up where it counts once.
   * Whether it does is Kafka's to tell, which takes time.
   *
   * @param meanwhile is done in that time: nothing that anybody would notice if the body is refused
   * @return what came of that
   * @throws RefusedRequestException it is another body, or was used before
   */
  <T> T prove(byte[] body, Supplier<T> meanwhile);

  /**
   * Takes one event from what the party may send in a second.
   *
   * @throws RefusedRequestException it has sent too many
   */
  void spend();

  /** The same, but waits: for a stream, which is slowed down so. */
  void spendWaiting() throws InterruptedException;

  /**
   * Says that an event of this request was not this speaker's to say, and why.
   *
   * @param answer what it is answered with
   */
  void refused(ProblemCode answer, Violation claim);

  /** Says that this request takes more than the party's part of what all share. */
  RefusedRequestException tooMuch(String detail);

  @Override
  void close();
}
