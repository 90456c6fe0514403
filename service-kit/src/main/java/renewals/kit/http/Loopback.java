package renewals.kit.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address leads to this machine only. */
public final class Loopback {

  private Loopback() {}

  /**
   * Whether a server that listens there, or a client that comes from there, is on this machine.
   * Names are looked up, as they are to listen: {@code 127.example.com} is no loopback address
   * because of how it begins.
   *
   * @param host a name or an address; one that nobody knows is not
   */
  public static boolean is(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
