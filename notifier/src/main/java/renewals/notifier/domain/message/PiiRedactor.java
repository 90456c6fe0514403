package renewals.notifier.domain.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes card and phone numbers out of texts that others wrote. */
public final class PiiRedactor {

  private static final int KEPT = 4;

  /** Ten digits or more, also with hexadecimal letters, spaces and hyphens between them. */
  private static final Pattern NUMBER =
      Pattern.compile("\\+?[0-9](?:[ -]?[0-9A-Fa-f]){8,}[ -]?[0-9]");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private PiiRedactor() {}

  /** The text on one line, with each long number cut to its last four characters. */
  public static @Nullable String quoted(@Nullable String text) {
    return text == null ? null : numbers(text);
  }

  /** The same for a text that is there. */
  static String numbers(String text) {
    Matcher matcher = NUMBER.matcher(SPACES.matcher(text).replaceAll(" ").strip());
    return matcher.replaceAll(found -> Matcher.quoteReplacement(masked(found.group())));
  }

  private static String masked(String number) {
    return "…" + number.substring(number.length() - KEPT);
  }
}
