package renewals.bench.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import renewals.bench.load.BenchException;

/** A port of this machine that nobody listens at. */
final class FreePort {

  private FreePort() {}

  /** Finds one. */
  static int find() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchException("found no free port", e);
    }
  }
}
