package renewals.schemas.contract;

/**
 * One field of an event that is not as the contract demands.
 *
 * @param field path of the field, such as {@code amount.currency}
 * @param given the value given, shortened and without control characters; {@link #NOTHING} where it
 *     is missing, {@link #HIDDEN} in what begins as a robot's field does: whoever knows a robot's
 *     address can write to its group
 * @param expected what the contract demands
 */
public record Violation(String field, String given, String expected) {

  /** The value of a field that is not there. */
  public static final String NOTHING = "nothing";

  /** A value that isn't repeated. */
  public static final String HIDDEN = "(hidden)";

  private static final String ROBOT = "robot";
  private static final int LONGEST_TEXT = 80;

  public Violation {
    field = oneShortLine(field);
    given = field.startsWith(ROBOT) && !given.equals(NOTHING) ? HIDDEN : oneShortLine(given);
  }

  /** One line naming field, value and expectation. */
  @Override
  public String toString() {
    return "%s is %s, expected %s".formatted(field, given, expected);
  }

  /** What senders wrote is shown as it is only where it can't break a line, a log or a screen. */
  private static String oneShortLine(String text) {
    boolean fits = text.length() <= LONGEST_TEXT;
    if (fits && text.chars().noneMatch(Violation::isUnprintable)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TEXT)
        .forEach(c -> line.appendCodePoint(isUnprintable(c) ? '\uFFFD' : c));
    return fits ? line.toString() : line.append('…').toString();
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
