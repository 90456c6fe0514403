package renewals.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {

  /** Below what Linux gives to outgoing connections, which must not sit on a server's port. */
  private static final int FIRST = 15_000;

  private static final int COUNT = 15_000;
  private static final int TRIES = 100;

  /** What was given away already: it is free until its owner starts. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A free port that stays free while whoever owns it is down: none that outgoing connections get,
   * and each is given once.
   *
   * @throws StackException all that were tried are taken
   */
  public static int lasting() {
    for (int tried = 0; tried < TRIES; tried++) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new StackException("found no free port from %d to %d".formatted(FIRST, FIRST + COUNT));
  }

  private static boolean isFree(int port) {
    try {
      return bound(port) == port;
    } catch (StackException taken) {
      return false;
    }
  }

  /** That port, or for 0 one of {@link #lasting()}; refuses one that is taken. */
  public static int take(int wanted) {
    return wanted == 0 ? lasting() : bound(wanted);
  }

  private static int bound(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StackException(
          "port %d is taken: stop what uses it or name another".formatted(wanted), e);
    }
  }

  /** Whether something listens there. */
  public static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
