package renewals.notifier.senders.terminal;

import java.io.IOException;

/** Where terminals read what they show. Thread-safe. */
interface TerminalBroker extends AutoCloseable {

  /**
   * Has a terminal show a state from now on, within a bounded time, unless it shows a later one.
   *
   * @return whether that is shown now; not where a later one is
   * @throws IOException it isn't known to be shown: it may be tried again
   */
  boolean show(ShownState state) throws IOException, InterruptedException;

  /** {@link renewals.kit.Health#READY}, or why nothing is shown. */
  String state();

  @Override
  void close();
}
