package renewals.faults.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.faults.cluster.Weather.Answering500;
import renewals.faults.cluster.Weather.Cut;
import renewals.faults.cluster.Weather.Fair;
import renewals.faults.cluster.Weather.Slow;
import renewals.faults.cluster.Weather.Stalled;
import renewals.stack.process.StackException;

/** A line between two parts on the loopback address that can be made bad. */
final class TcpProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
  private static final int PIECE = 1 << 16;
  private static final int BACKLOG = 200;
  private static final byte[] ANSWER_500 =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private volatile Weather weather = new Fair();
  private volatile boolean closed;

  private TcpProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Listens on one port and passes everything on to another. */
  static TcpProxy open(int port, int target) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      TcpProxy proxy = new TcpProxy(server, target);
      Thread.ofVirtual().name("proxy-" + port).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new StackException("no proxy on port %d: %s".formatted(port, e), e);
    }
  }

  /** From now on. */
  void set(Weather next) {
    weather = next;
    synchronized (change) {
      change.notifyAll();
    }
    if (next instanceof Cut || next instanceof Answering500) {
      open.forEach(TcpProxy::end);
    }
  }

  @Override
  public void close() {
    closed = true;
    set(new Cut());
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("a proxy did not close", e);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("a proxy accepts no more", e);
        }
        return;
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      switch (weather) {
        case Cut cut -> {
          // closed again at once
        }
        case Answering500 failing -> answer500(client);
        case Fair fair -> connect(client);
        case Slow slow -> connect(client);
        case Stalled stalled -> connect(client);
      }
    } catch (IOException e) {
      LOG.debug("a connection ended", e);
    } finally {
      open.remove(client);
    }
  }

  private static void answer500(Socket client) throws IOException {
    if (client.getInputStream().read(new byte[PIECE]) >= 0) {
      client.getOutputStream().write(ANSWER_500);
    }
  }

  private void connect(Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(server);
      Thread answers = Thread.ofVirtual().start(() -> pump(server, client, false));
      pump(client, server, true);
      answers.join();
      open.remove(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes one direction on until it ends, which ends the other too. */
  private void pump(Socket from, Socket to, boolean request) {
    byte[] piece = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        awaitPassage(request);
        out.write(piece, 0, read);
      }
    } catch (SocketException e) {
      LOG.debug("a connection broke", e);
    } catch (IOException e) {
      LOG.debug("a connection failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPassage(boolean request) throws InterruptedException {
    if (weather instanceof Slow slow) {
      Thread.sleep(slow.each());
    }
    synchronized (change) {
      while (weather instanceof Stalled stalled && (stalled.requestsToo() || !request)) {
        change.wait();
      }
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection was closed already", e);
    }
  }
}
