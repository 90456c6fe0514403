package renewals.bench.delivery.receive;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on an address of its own of the loopback network. */
final class HttpHost implements AutoCloseable {

  private final HttpServer server;
  private final Optional<ExecutorService> threads;

  private HttpHost(String address, HttpHandler handler, Optional<ExecutorService> threads)
      throws IOException {
    this.threads = threads;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    threads.ifPresent(server::setExecutor);
    server.createContext("/", handler);
    server.start();
  }

  /** One whose handler never waits: the server's own thread runs it, which costs least. */
  static HttpHost prompt(String address, HttpHandler handler) throws IOException {
    return new HttpHost(address, handler, Optional.empty());
  }

  /** One whose handler may wait: each request has a thread. */
  static HttpHost patient(String address, HttpHandler handler) throws IOException {
    return new HttpHost(address, handler, Optional.of(Executors.newVirtualThreadPerTaskExecutor()));
  }

  /** Address and port. */
  String authority() {
    return "%s:%d"
        .formatted(
            server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.ifPresent(ExecutorService::shutdownNow);
  }
}
