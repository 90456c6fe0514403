package renewals.portal.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.schemas.query.QueryResponses;

/**
 * An expected time in words.
 *
 * @param expected as it was answered, null where nobody says
 */
public record OutlookFormatter(
    QueryResponses.@Nullable ExpectedUsable expected, DisplayFormats formats) {

  public static OutlookFormatter of(
      QueryResponses.@Nullable ExpectedUsable expected, DisplayFormats formats) {
    return new OutlookFormatter(expected, formats);
  }

  private String say(PageMessages message, Object... about) {
    return message.in(formats.language(), about);
  }

  private @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : DisplayFormats.instant(text);
  }

  private @Nullable Instant byInstant() {
    return expected == null ? null : instant(expected.by());
  }

  /** Whether nobody can name a time. */
  public boolean isOpen() {
    return byInstant() == null;
  }

  /** Whether the time has passed, so that saying it would be no use. */
  public boolean hasPassed() {
    Instant by = byInstant();
    return by != null && !by.isAfter(formats.now());
  }

  /** Whether it is through by a time, in nine cases out of ten. */
  public boolean isBefore(Instant end) {
    Instant by = byInstant();
    return by != null && !DisplayFormats.upToFiveMinutes(by).isAfter(end);
  }

  /** Whether the time is later than the one that the merchant was told, which has passed. */
  public boolean isOverdue() {
    return is(QueryResponses.OVERDUE);
  }

  private boolean is(String why) {
    return expected != null && why.equals(expected.why());
  }

  /** By when; empty if nobody can say. */
  public String by() {
    Instant by = byInstant();
    return by == null ? "" : formats.promised(by);
  }

  /** In a sentence, when it is likely; empty if nobody can say. */
  public String likely() {
    Instant likely = expected == null ? null : instant(expected.likely());
    return likely == null || !likely.isAfter(formats.now())
        ? ""
        : say(PageMessages.PROBABLY_AROUND, formats.around(likely));
  }

  /**
   * Why there is no time, or why it is late; empty if there is no reason to give. Words of a later
   * version are none to show.
   */
  public String why() {
    String why = expected == null || expected.why() == null ? "" : expected.why();
    return switch (why) {
      case "MAINTENANCE" ->
          halted(PageMessages.CARRIER_MAINTENANCE, PageMessages.TIME_ALLOWS_FOR_IT);
      case "OUTAGE" -> halted(PageMessages.CARRIER_OUTAGE, PageMessages.TIME_ALLOWS_FOR_IT);
      case "MAINTENANCE_OPEN_END" ->
          halted(PageMessages.CARRIER_MAINTENANCE, PageMessages.NO_END_KNOWN);
      case "OUTAGE_OPEN_END" -> halted(PageMessages.CARRIER_OUTAGE, PageMessages.NO_END_KNOWN);
      case "BEYOND_EXPERIENCE" -> say(PageMessages.BEYOND_EXPERIENCE);
      default -> "";
    };
  }

  private String halted(PageMessages how, PageMessages until) {
    return formats.language().sentences(say(how), say(until));
  }

  /** What else is to be said of it. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(2);
    if (isOverdue()) {
      notes.add(say(PageMessages.OVERDUE));
    }
    String basis = isOpen() || hasPassed() ? "" : basis();
    if (!basis.isEmpty()) {
      notes.add(basis);
    }
    return notes;
  }

  private String basis() {
    if (expected == null) {
      return "";
    }
    return switch (expected.basis()) {
      case "carrier and channel" -> say(PageMessages.BASED_ON_CHANNEL, expected.observations());
      case "carrier" -> say(PageMessages.BASED_ON_CARRIER, expected.observations());
      case "all" -> say(PageMessages.BASED_ON_ALL, expected.observations());
      case "default" -> say(PageMessages.BASED_ON_ASSUMPTION);
      default -> "";
    };
  }
}
