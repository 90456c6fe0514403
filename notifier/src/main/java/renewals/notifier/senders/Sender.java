package renewals.notifier.senders;

import renewals.v1.NoticeDue;

/** Sends notices of one channel. Thread-safe. */
interface Sender {

  /**
   * Tries once, within a bounded time. Whatever goes wrong comes as a result, not as an exception.
   */
  SendResult send(NoticeDue due);

  /** What shares a fate: a slow one holds up only those of the same name. */
  String laneOf(NoticeDue due);
}
