package renewals.notifier.domain.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant reads, as each channel says it. A form is made when it is asked for: most notices
 * go by one channel, and making all of them took two fifths of the stream thread's time.
 */
public final class Text {

  /** What one part holds in the encoding that Chinese needs. */
  public static final int SMS_CHARACTERS = 70;

  /** What WeCom takes as a text, in UTF-8: the least of the three providers. */
  public static final int ROBOT_BYTES = 2048;

  private final String subject;
  private final Supplier<String> body;
  private final Supplier<String> sms;
  private final Supplier<String> robot;
  private final @Nullable String link;
  private final Supplier<Map<String, String>> values;

  /**
   * A text whose forms are made by these.
   *
   * @param link null where there is none
   */
  public Text(
      String subject,
      Supplier<String> body,
      Supplier<String> sms,
      Supplier<String> robot,
      @Nullable String link,
      Supplier<Map<String, String>> values) {
    this.subject = subject;
    this.body = body;
    this.sms = sms;
    this.robot = robot;
    this.link = link;
    this.values = values;
  }

  /** One line, for e-mail. */
  public String subject() {
    return subject;
  }

  /** Plain text of a few lines. */
  public String body() {
    return body.get();
  }

  /** One part of an SMS: at most {@value #SMS_CHARACTERS} characters, signature included. */
  public String sms() {
    String made = sms.get();
    if (made.length() > SMS_CHARACTERS) {
      throw new IllegalArgumentException(
          "sms has %d characters, expected at most %d".formatted(made.length(), SMS_CHARACTERS));
    }
    return made;
  }

  /** What a robot says in a group: at most {@value #ROBOT_BYTES} bytes. */
  public String robot() {
    String made = robot.get();
    int bytes = made.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ROBOT_BYTES) {
      throw new IllegalArgumentException(
          "robot has %d bytes, expected at most %d".formatted(bytes, ROBOT_BYTES));
    }
    return made;
  }

  /**
   * The link to the renewal's page, of a digest to that of all cards; null where there is none. It
   * stands in the body, too.
   */
  public @Nullable String link() {
    return link;
  }

  /** What a template for SMS may name, by name: {@link TemplateVariables}. */
  public Map<String, String> values() {
    return values.get();
  }
}
