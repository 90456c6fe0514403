package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import renewals.v1.RobotKind;

/**
 * One robot of each provider, by their published rules: it judges address, signature, time, size,
 * keyword and frequency of what it is really sent, and says so as they do, mostly with HTTP 200.
 */
public final class RobotDouble implements AutoCloseable {

  public static final String TOKEN = "0123456789abcdef";
  public static final String SECRET = "SEC0123456789abcdef";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHUT = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was said in the group. */
  public final List<String> said = new CopyOnWriteArrayList<>();

  final List<URI> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Clock clock;
  private final List<Instant> taken = new ArrayList<>();
  private Instant shutUntil = Instant.MIN;
  private volatile boolean isSigned = true;
  private volatile boolean isRemoved;
  private volatile boolean isAddressRefused;
  private volatile String keyword = "";
  private volatile String instead = "";
  private volatile int status = 200;

  /** In good order, with a signature that it demands. */
  public RobotDouble(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(command -> Thread.ofVirtual().start(command));
    server.createContext("/", this::take);
    server.start();
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where its robot of that provider is. */
  public String addressOf(RobotKind kind) {
    return "http://"
        + host()
        + switch (kind) {
          case WECOM -> "/cgi-bin/webhook/send?key=" + TOKEN;
          case DINGTALK -> "/robot/send?access_token=" + TOKEN;
          case FEISHU -> "/open-apis/bot/v2/hook/" + TOKEN;
          case OTHER -> throw new IllegalArgumentException("no robot of OTHER");
        };
  }

  /** Doesn't ask for a signature. */
  void dontDemandASignature() {
    isSigned = false;
  }

  /** Its owner took it out of the group. */
  public void remove() {
    isRemoved = true;
  }

  /** It takes messages from elsewhere only. */
  void refuseOurAddress() {
    isAddressRefused = true;
  }

  /** It says nothing in which that doesn't stand. */
  void demand(String word) {
    keyword = word;
  }

  /** Answers so, whatever it is sent. */
  void answer(int with, String body) {
    status = with;
    instead = body;
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    asked.add(exchange.getRequestURI());
    Map<String, String> query = queryOf(exchange.getRequestURI());
    String answer =
        switch (exchange.getRequestURI().getPath()) {
          case "/cgi-bin/webhook/send" -> wecom(query, body);
          case "/robot/send" -> dingtalk(query, body);
          case "/open-apis/bot/v2/hook/" + TOKEN -> feishu(body);
          default ->
              "{\"code\":19001,\"msg\":\"param invalid: incoming webhook access token invalid\"}";
        };
    byte[] bytes = (instead.isEmpty() ? answer : instead).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String wecom(Map<String, String> query, JsonNode body) {
    if (isRemoved || !TOKEN.equals(query.get("key"))) {
      return errcode(93000, "invalid webhook url");
    }
    String text = body.at("/text/content").asText();
    if (text.getBytes(StandardCharsets.UTF_8).length > 2048) {
      return errcode(40058, "text.content exceed max length 2048");
    }
    return isTooMuch(20) ? errcode(45009, "api freq out of limit") : say(body, text, "msgtype");
  }

  private String dingtalk(Map<String, String> query, JsonNode body) {
    if (isRemoved || !TOKEN.equals(query.get("access_token"))) {
      return errcode(300005, "token is not exist");
    }
    if (isAddressRefused) {
      return errcode(310000, "ip 203.0.113.9 not in whitelist");
    }
    String text = body.at("/text/content").asText();
    if (!text.contains(keyword)) {
      return errcode(310000, "keywords not in content");
    }
    String timestamp = query.getOrDefault("timestamp", "");
    if (isSigned) {
      if (timestamp.isEmpty() || isStale(Instant.ofEpochMilli(Long.parseLong(timestamp)))) {
        return errcode(310000, "invalid timestamp");
      }
      byte[] expected = hmac(SECRET, timestamp + "\n" + SECRET);
      if (!Base64.getEncoder().encodeToString(expected).equals(query.get("sign"))) {
        return errcode(310000, "sign not match");
      }
    }
    if (clock.instant().isBefore(shutUntil)) {
      return errcode(130101, "send too fast, exceed 20 times per minute");
    }
    if (isTooMuch(20)) {
      shutUntil = clock.instant().plus(SHUT);
      return errcode(130101, "send too fast, exceed 20 times per minute");
    }
    return say(body, text, "msgtype");
  }

  private String feishu(JsonNode body) {
    if (isRemoved) {
      return code(19001, "param invalid: incoming webhook access token invalid");
    }
    if (isAddressRefused) {
      return code(19022, "Ip Not Allowed");
    }
    if (isSigned) {
      String timestamp = body.path("timestamp").asText("0");
      byte[] expected = hmac(timestamp + "\n" + SECRET, "");
      boolean fits =
          Base64.getEncoder().encodeToString(expected).equals(body.path("sign").asText());
      if (!fits || isStale(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
        return code(19021, "sign match fail or timestamp is not within one hour from current time");
      }
    }
    String text = body.at("/content/text").asText();
    if (!text.contains(keyword)) {
      return code(19024, "Key Words Not Found");
    }
    if (body.toString().getBytes(StandardCharsets.UTF_8).length > 20 * 1024) {
      return code(9499, "Bad Request");
    }
    return isTooMuch(100) ? code(11232, "frequency limited") : say(body, text, "msg_type");
  }

  private String say(JsonNode body, String text, String typeField) {
    if (!body.path(typeField).asText().equals("text") || text.isEmpty()) {
      return errcode(40008, "invalid message type");
    }
    said.add(text);
    return typeField.equals("msgtype") ? errcode(0, "ok") : code(0, "success");
  }

  private synchronized boolean isTooMuch(int most) {
    Instant now = clock.instant();
    taken.removeIf(at -> !at.plus(MINUTE).isAfter(now));
    if (taken.size() >= most) {
      return true;
    }
    taken.add(now);
    return false;
  }

  private boolean isStale(Instant signedAt) {
    return Duration.between(signedAt, clock.instant()).abs().compareTo(Duration.ofHours(1)) > 0;
  }

  private static String errcode(int code, String message) {
    return "{\"errcode\":%d,\"errmsg\":\"%s\"}".formatted(code, message);
  }

  private static String code(int code, String message) {
    return "{\"code\":%d,\"msg\":\"%s\",\"data\":{}}".formatted(code, message);
  }

  private static Map<String, String> queryOf(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = uri.getRawQuery();
    for (String one : raw == null ? new String[0] : raw.split("&")) {
      int end = one.indexOf('=');
      query.put(
          one.substring(0, end), URLDecoder.decode(one.substring(end + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private static byte[] hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
