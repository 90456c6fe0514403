package renewals.notifier.domain.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant reads.
 *
 * @param subject one line, for e-mail
 * @param body plain text of a few lines
 * @param sms one part of an SMS: at most {@value #SMS_CHARACTERS} characters, signature included
 * @param robot what a robot says in a group: at most {@value #ROBOT_BYTES} bytes
 * @param link to the renewal's page, of a digest to that of all cards; null where there is none; it
 *     stands in the body, too
 * @param values what a template for SMS may name, by name: {@link TemplateVariables}
 */
public record Text(
    String subject,
    String body,
    String sms,
    String robot,
    @Nullable String link,
    Map<String, String> values) {

  /** What one part holds in the encoding that Chinese needs. */
  public static final int SMS_CHARACTERS = 70;

  /** What WeCom takes as a text, in UTF-8: the least of the three providers. */
  public static final int ROBOT_BYTES = 2048;

  public Text {
    values = Map.copyOf(values);
    if (sms.length() > SMS_CHARACTERS) {
      throw new IllegalArgumentException(
          "sms has %d characters, expected at most %d".formatted(sms.length(), SMS_CHARACTERS));
    }
    int bytes = robot.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ROBOT_BYTES) {
      throw new IllegalArgumentException(
          "robot has %d bytes, expected at most %d".formatted(bytes, ROBOT_BYTES));
    }
  }
}
