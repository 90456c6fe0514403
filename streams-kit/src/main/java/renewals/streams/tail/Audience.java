package renewals.streams.tail;

import java.time.Duration;

/** Those for whom a {@link TopicTail} reads: while there is nobody, it does not. */
public interface Audience {

  /** Waits until somebody listens; false if nobody did for so long. */
  boolean await(Duration longest) throws InterruptedException;

  /** Reading has begun again: what came before was not read, so everybody has to look anew. */
  void lookAgain();
}
