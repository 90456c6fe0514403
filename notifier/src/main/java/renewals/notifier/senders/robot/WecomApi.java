package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.http.Json;

/** WeCom (企业微信): nothing is signed, who knows the key in the address may speak. */
final class WecomApi implements RobotApi {

  private static final String KEY = "key";

  /** Calls members: what others wrote must not. Replaced, as what is left might call again. */
  private static final Pattern CALL = Pattern.compile("<(?=@)");

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Set<Integer> TOO_MUCH = Set.of(45009, 45033);

  /** No such key, or no longer in the group; disabled; not in the group. */
  private static final Set<Integer> GONE = Set.of(93000, 93004, 93008);

  @Override
  public String host() {
    return "qyapi.weixin.qq.com";
  }

  @Override
  public boolean isPath(String path) {
    return path.equals("/cgi-bin/webhook/send");
  }

  @Override
  public Message message(URI robot, @Nullable String secret, String text, Instant now) {
    String content = CALL.matcher(text).replaceAll("(");
    String body = Json.json(Map.of("msgtype", "text", "text", Map.of("content", content)));
    if (secret == null) {
      return new Message(robot, body);
    }
    String query = robot.getRawQuery();
    if (query != null
        && Arrays.stream(query.split("&")).anyMatch(one -> one.startsWith(KEY + '='))) {
      throw new IllegalArgumentException("two keys");
    }
    return new Message(RobotApi.with(robot, KEY, secret), body);
  }

  @Override
  public Verdict judge(JsonNode answer) {
    if (!answer.path("errcode").isInt()) {
      return new Verdict.Failed("WECOM_NO_CODE");
    }
    int code = answer.path("errcode").intValue();
    String word = "WECOM_" + code;
    if (code == 0) {
      return new Verdict.Said();
    }
    if (TOO_MUCH.contains(code)) {
      return new Verdict.TooMuch(PAUSE);
    }
    return GONE.contains(code) ? new Verdict.Gone(word) : new Verdict.Failed(word);
  }
}
