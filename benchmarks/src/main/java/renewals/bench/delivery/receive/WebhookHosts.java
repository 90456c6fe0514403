package renewals.bench.delivery.receive;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import renewals.bench.delivery.plan.Address;

/**
 * Webhooks of merchants. Good ones share hosts, as real ones do; slow ones have others, and so have
 * dead ones: of these every other is gone (410), the rest refuse connections.
 */
final class WebhookHosts implements AutoCloseable {

  private static final int GOOD = 20;
  private static final int SLOW = 4;
  private static final int TAKEN = 204;
  private static final int IS_GONE = 410;
  private static final int PERIOD = 40;

  private final Taking taking;
  private final Spells spells;
  private final List<HttpHost> good = new ArrayList<>();
  private final List<HttpHost> slow = new ArrayList<>();
  private final List<HttpHost> gone = new ArrayList<>();

  /** Bound and never listening: nobody else gets its port. */
  private final SocketChannel refusing = SocketChannel.open();

  WebhookHosts(Taking taking, Spells spells) throws IOException {
    this.taking = taking;
    this.spells = spells;
    try {
      open(good, GOOD, n -> HttpHost.prompt("127.0.1." + n, this::take));
      open(slow, SLOW, n -> HttpHost.patient("127.0.2." + n, this::takeLater));
      open(gone, 1, n -> HttpHost.prompt("127.0.3." + n, exchange -> answer(exchange, IS_GONE)));
      refusing.bind(new InetSocketAddress(InetAddress.getByName("127.0.4.1"), 0));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Opens a host at an address of a network. */
  private interface Opening {
    HttpHost at(int number) throws IOException;
  }

  private static void open(List<HttpHost> hosts, int count, Opening opening) throws IOException {
    for (int n = 1; n <= count; n++) {
      hosts.add(opening.at(n));
    }
  }

  String urlOf(Address address) throws IOException {
    String authority =
        switch (address.conduct()) {
          case GOOD -> oneOf(good, address);
          case SLOW -> oneOf(slow, address);
          case DEAD -> address.number() % PERIOD < PERIOD / 2 ? oneOf(gone, address) : refusing();
        };
    return "http://%s/%s".formatted(authority, address.merchantId());
  }

  private static String oneOf(List<HttpHost> hosts, Address address) {
    return hosts.get(address.number() % hosts.size()).authority();
  }

  private String refusing() throws IOException {
    InetSocketAddress at = (InetSocketAddress) refusing.getLocalAddress();
    return "%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort());
  }

  private void take(HttpExchange exchange) throws IOException {
    taking.notice(exchange.getRequestHeaders().getFirst("webhook-id"));
    answer(exchange, TAKEN);
  }

  /** Whoever comes while it is slow waits, and gets no answer. */
  private void takeLater(HttpExchange exchange) throws IOException {
    if (!spells.areSlow()) {
      take(exchange);
      return;
    }
    try {
      spells.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() throws IOException {
    good.forEach(HttpHost::close);
    slow.forEach(HttpHost::close);
    gone.forEach(HttpHost::close);
    refusing.close();
  }
}
