package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.http.Digests;
import renewals.notifier.senders.http.Json;

/** DingTalk (钉钉): time in milliseconds and signature stand in the query. */
final class DingtalkApi implements RobotApi {

  /** Who is too fast is shut out for so long. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final int UNSAFE = 310000;
  private static final Set<Integer> TOO_MUCH = Set.of(130101, 410100);

  /** No such token; the group is dissolved; the robot is disabled, or not in the group. */
  private static final Set<Integer> GONE = Set.of(300001, 300005, 400013, 400101, 400102, 400106);

  @Override
  public String host() {
    return "oapi.dingtalk.com";
  }

  @Override
  public boolean isPath(String path) {
    return path.equals("/robot/send");
  }

  @Override
  public Message message(URI robot, @Nullable String secret, String text, Instant now) {
    String body = Json.json(Map.of("msgtype", "text", "text", Map.of("content", text)));
    if (secret == null) {
      return new Message(robot, body);
    }
    String timestamp = Long.toString(now.toEpochMilli());
    URI timed = RobotApi.with(robot, "timestamp", timestamp);
    return new Message(RobotApi.with(timed, "sign", sign(secret, timestamp)), body);
  }

  static String sign(String secret, String timestamp) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Digests.hmac(key, timestamp + '\n' + secret));
  }

  @Override
  public Verdict judge(JsonNode answer) {
    if (!answer.path("errcode").isInt()) {
      return new Verdict.Failed("DINGTALK_NO_CODE");
    }
    int code = answer.path("errcode").intValue();
    String word = "DINGTALK_" + code;
    if (code == 0) {
      return new Verdict.Said();
    }
    if (TOO_MUCH.contains(code)) {
      return new Verdict.TooMuch(PAUSE);
    }
    if (code == UNSAFE) {
      return new Verdict.Refused(word, whyUnsafe(answer.path("errmsg").asText("")));
    }
    return GONE.contains(code) ? new Verdict.Gone(word) : new Verdict.Failed(word);
  }

  /** One code for all that a robot's security settings refuse; only the words tell which. */
  private static String whyUnsafe(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("keyword")) {
      return "the text has none of the robot's keywords";
    }
    if (said.contains("whitelist") || said.contains("ip ")) {
      return "the robot doesn't take messages from our address";
    }
    return "the signature is not the robot's, or our clock is wrong by an hour";
  }
}
