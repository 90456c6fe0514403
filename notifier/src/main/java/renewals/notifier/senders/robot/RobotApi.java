package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a provider's robots are spoken to. Sources: docs/notices.md, "Robots". */
interface RobotApi {

  /**
   * What is posted.
   *
   * @param body JSON
   */
  record Message(URI to, String body) {}

  /** The host of all its robots. */
  String host();

  /** Whether a path is one of its robots'. */
  boolean isPath(String path);

  /**
   * A text for a robot to say.
   *
   * @param secret null where the contact names none
   * @param now by which it is signed
   * @throws IllegalArgumentException address and secret don't go together
   */
  Message message(URI robot, @Nullable String secret, String text, Instant now);

  /** What its answer means, whatever its HTTP status: success is a code in the body. */
  Verdict judge(JsonNode answer);

  /** The address with one more parameter. */
  static URI with(URI url, String name, String value) {
    String encoded = name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + encoded);
  }
}
