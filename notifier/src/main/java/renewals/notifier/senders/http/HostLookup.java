package renewals.notifier.senders.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * Finds hosts in a bounded time, which the JDK gives no way to say: so it is measured from outside.
 * The JDK keeps what it found for a while, so the connection that follows needn't look.
 * Thread-safe.
 */
public final class HostLookup {

  private final Executor lookups;

  /**
   * Nothing has been looked for yet.
   *
   * @param name of its threads
   */
  public HostLookup(String name) {
    this.lookups =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  /**
   * Finds a host.
   *
   * @param deadline by {@link System#nanoTime}
   * @throws UnknownHostException it has no address
   * @throws TimeoutException nobody said in time
   */
  public void find(String host, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    Within.deadline(deadline, CompletableFuture.runAsync(() -> find(host), lookups));
  }

  private static void find(String host) {
    try {
      InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
