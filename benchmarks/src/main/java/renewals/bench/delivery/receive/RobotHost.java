package renewals.bench.delivery.receive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.bench.delivery.plan.Address;
import renewals.bench.delivery.plan.Conduct;

/**
 * A provider of robots, as Feishu answers. It has one host for all, so a slow robot is one of which
 * it says that it has had too many, and a dead one it doesn't know.
 */
final class RobotHost implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/open-apis/bot/v2/hook/";
  private static final int OK = 200;

  /** The line of a text that names the renewal, in Chinese. */
  private static final Pattern RENEWAL = Pattern.compile("续费单号：(\\S+)");

  private final HttpHost host;
  private final Taking taking;
  private final Spells spells;

  RobotHost(Taking taking, Spells spells) throws IOException {
    this.taking = taking;
    this.spells = spells;
    this.host = HttpHost.patient("127.0.5.1", this::answer);
  }

  String authority() {
    return host.authority();
  }

  String urlOf(Address address) {
    return "http://%s%s%s-%s"
        .formatted(authority(), PATH, address.conduct().word(), address.merchantId());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String text = JSON.readTree(exchange.getRequestBody()).at("/content/text").asText();
      byte[] answer = answerTo(path, text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(OK, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answerTo(String path, String text) {
    if (path.startsWith(PATH + Conduct.DEAD.word())) {
      return "{\"code\":19001,\"msg\":\"param invalid: incoming webhook access token invalid\"}";
    }
    if (path.startsWith(PATH + Conduct.SLOW.word()) && spells.areSlow()) {
      return "{\"code\":11232,\"msg\":\"frequency limited\"}";
    }
    Matcher renewal = RENEWAL.matcher(text);
    if (!renewal.find()) {
      return "{\"code\":9499,\"msg\":\"Bad Request\"}";
    }
    taking.renewal(renewal.group(1));
    return "{\"code\":0,\"msg\":\"success\",\"data\":{}}";
  }

  @Override
  public void close() {
    host.close();
  }
}
