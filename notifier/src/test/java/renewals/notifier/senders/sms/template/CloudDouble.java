package renewals.notifier.senders.sms.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A double of both providers: judges the signature of what it is really sent, then answers so. */
final class CloudDouble implements AutoCloseable {

  static final CloudKey KEY = new CloudKey("AKID0001", "secret-of-the-double");

  private static final Pattern ACS3 =
      Pattern.compile("ACS3-HMAC-SHA256 Credential=(.+),SignedHeaders=(.+),Signature=(.+)");
  private static final Pattern TC3 =
      Pattern.compile(
          "TC3-HMAC-SHA256 Credential=(.+)/(.+)/sms/tc3_request, SignedHeaders=(.+),"
              + " Signature=(.+)");

  private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^,]+)");

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile String answer = "{}";
  private volatile boolean isSilent;
  private volatile boolean isStalling;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int status = 200;

  /** What came in, and whether it was signed by who it says. */
  record Request(String query, String body, Headers headers, boolean isSigned) {

    String authorization() {
      return headers.getFirst("Authorization");
    }

    /** The headers that its signature says it covers. */
    SortedMap<String, String> signedHeaders() {
      Matcher names = SIGNED_HEADERS.matcher(authorization());
      if (!names.find()) {
        throw new IllegalStateException("no signed headers in " + authorization());
      }
      SortedMap<String, String> signed = new TreeMap<>();
      for (String name : names.group(1).split(";", -1)) {
        signed.put(name, headers.getFirst(name));
      }
      return signed;
    }
  }

  CloudDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(command -> Thread.ofVirtual().start(command));
    server.createContext("/", this::take);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers so from now on. */
  void answer(String body) {
    answer = body;
  }

  /** Begins its answers and never ends them from now on, until it is closed. */
  void stall() {
    isStalling = true;
  }

  /** Answers with that status from now on. */
  void fail(int with) {
    status = with;
  }

  /** Takes what is sent and ends the connection from now on. */
  void loseAnswers() {
    isSilent = true;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean isSigned =
        given.startsWith("ACS3") ? acs3(exchange, body, given) : tc3(exchange, body, given);
    URI uri = exchange.getRequestURI();
    requests.add(
        new Request(
            URLDecoder.decode(Objects.requireNonNullElse(uri.getRawQuery(), ""), UTF_8),
            new String(body, UTF_8),
            exchange.getRequestHeaders(),
            isSigned));
    if (isSilent) {
      exchange.close();
      return;
    }
    if (isStalling) {
      stall(exchange);
      return;
    }
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(isSigned ? status : 403, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static boolean acs3(HttpExchange exchange, byte[] body, String given) {
    Matcher parts = ACS3.matcher(given);
    if (!parts.matches()) {
      return false;
    }
    StringBuilder lines = new StringBuilder();
    for (String name : parts.group(2).split(";", -1)) {
      lines
          .append(name)
          .append(':')
          .append(exchange.getRequestHeaders().getFirst(name))
          .append('\n');
    }
    String canonical =
        "POST\n/\n"
            + canonical(exchange.getRequestURI().getRawQuery())
            + '\n'
            + lines
            + '\n'
            + parts.group(2)
            + '\n'
            + hex(sha256(new String(body, UTF_8)));
    byte[] expected =
        hmac(KEY.secret().getBytes(UTF_8), "ACS3-HMAC-SHA256\n" + hex(sha256(canonical)));
    return KEY.id().equals(parts.group(1)) && hex(expected).equals(parts.group(3));
  }

  /** In whatever way it was encoded: as RFC 3986 says, in order. */
  private static String canonical(String query) {
    return Stream.of(query.split("&", -1))
        .map(
            pair ->
                Stream.of(pair.split("=", 2))
                    .map(part -> encoded(URLDecoder.decode(part, UTF_8)))
                    .collect(Collectors.joining("=")))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(UTF_8)) {
      if (UNRESERVED.indexOf(one) >= 0) {
        encoded.append((char) one);
      } else {
        encoded.append("%%%02X".formatted(one));
      }
    }
    return encoded.toString();
  }

  private static boolean tc3(HttpExchange exchange, byte[] body, String given) {
    Matcher parts = TC3.matcher(given);
    if (!parts.matches()) {
      return false;
    }
    Headers headers = exchange.getRequestHeaders();
    StringBuilder lines = new StringBuilder();
    for (String name : parts.group(3).split(";", -1)) {
      lines
          .append(name)
          .append(':')
          .append(headers.getFirst(name).toLowerCase(Locale.ROOT))
          .append('\n');
    }
    String canonical =
        "POST\n/\n\n" + lines + '\n' + parts.group(3) + '\n' + hex(sha256(new String(body, UTF_8)));
    String toSign =
        "TC3-HMAC-SHA256\n"
            + headers.getFirst("X-TC-Timestamp")
            + '\n'
            + parts.group(2)
            + "/sms/tc3_request\n"
            + hex(sha256(canonical));
    byte[] key = hmac(("TC3" + KEY.secret()).getBytes(UTF_8), parts.group(2));
    byte[] expected = hmac(hmac(hmac(key, "sms"), "tc3_request"), toSign);
    return KEY.id().equals(parts.group(1)) && hex(expected).equals(parts.group(4));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
