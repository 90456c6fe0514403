package renewals.kit.http;

import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Runs something once when a client has shown that it can speak TLS. */
record HandshakeEnd(Runnable then) implements SslHandshakeListener {

  @Override
  public void handshakeSucceeded(Event event) {
    then.run();
  }
}
