package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.http.Digests;
import renewals.notifier.senders.http.Json;

/** Feishu (飞书): time in seconds and signature stand in the body. */
final class FeishuApi implements RobotApi {

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Pattern PATH = Pattern.compile("/open-apis/bot/v2/hook/[A-Za-z0-9_-]+");

  /**
   * Calls members of a group, or all of them: what others wrote must not. Replaced, as what is left
   * might call again.
   */
  private static final Pattern CALL = Pattern.compile("<(?=/?at\\b)", Pattern.CASE_INSENSITIVE);

  @Override
  public String host() {
    return "open.feishu.cn";
  }

  @Override
  public boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public Message message(URI robot, @Nullable String secret, String text, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (secret != null) {
      String timestamp = Long.toString(now.getEpochSecond());
      fields.put("timestamp", timestamp);
      fields.put("sign", sign(secret, timestamp));
    }
    fields.put("msg_type", "text");
    fields.put("content", Map.of("text", CALL.matcher(text).replaceAll("(")));
    return new Message(robot, Json.json(fields));
  }

  /** Unlike DingTalk's, the text to sign is the key, and nothing is signed with it. */
  static String sign(String secret, String timestamp) {
    byte[] key = (timestamp + '\n' + secret).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Digests.hmac(key, ""));
  }

  @Override
  public Verdict judge(JsonNode answer) {
    JsonNode given = answer.has("code") ? answer.path("code") : answer.path("StatusCode");
    if (!given.isInt()) {
      return new Verdict.Failed("FEISHU_NO_CODE");
    }
    int code = given.intValue();
    String word = "FEISHU_" + code;
    return switch (code) {
      case 0 -> new Verdict.Said();
      case 11232 -> new Verdict.TooMuch(PAUSE);
      case 9499 ->
          answer.path("msg").asText("").toLowerCase(Locale.ROOT).contains("too many")
              ? new Verdict.TooMuch(PAUSE)
              : new Verdict.Failed(word);
      case 19001 -> new Verdict.Gone(word);
      case 19021 ->
          new Verdict.Refused(
              word, "the signature is not the robot's, or our clock is wrong by an hour");
      case 19022 -> new Verdict.Refused(word, "the robot doesn't take messages from our address");
      case 19024 -> new Verdict.Refused(word, "the text has none of the robot's keywords");
      default -> new Verdict.Failed(word);
    };
  }
}
