package renewals.cli.replay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.kit.SettingException;

/** Where a record lies. */
public record Place(String topic, int partition, long offset) {

  private static final String EXPECTATION =
      "TOPIC/PARTITION/OFFSET such as renewal-payments/2/1234, as dead-letters list shows it";

  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");

  /**
   * A place as it is written.
   *
   * @param name for the error
   * @throws SettingException it is none
   */
  public static Place of(String name, String given) {
    return parse(given).orElseThrow(() -> new SettingException(name, given, EXPECTATION));
  }

  static Optional<Place> parse(String given) {
    Matcher written = WRITTEN.matcher(given.strip());
    return written.matches()
        ? Optional.of(
            new Place(
                written.group(1),
                Integer.parseInt(written.group(2)),
                Long.parseLong(written.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%s/%d/%d".formatted(topic, partition, offset);
  }
}
