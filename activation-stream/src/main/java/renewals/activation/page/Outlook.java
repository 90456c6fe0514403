package renewals.activation.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.api.Answers;

/**
 * An expected time in words.
 *
 * @param expected as it was answered, null where nobody says
 */
record Outlook(Answers.@Nullable ExpectedUsable expected, Figures figures) {

  static Outlook of(Answers.@Nullable ExpectedUsable expected, Figures figures) {
    return new Outlook(expected, figures);
  }

  private String say(Phrase phrase, Object... about) {
    return phrase.in(figures.language(), about);
  }

  private @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Figures.instant(text);
  }

  private @Nullable Instant byInstant() {
    return expected == null ? null : instant(expected.by());
  }

  /** Whether nobody can name a time. */
  boolean isOpen() {
    return byInstant() == null;
  }

  /** Whether the time has passed, so that saying it would be no use. */
  boolean hasPassed() {
    Instant by = byInstant();
    return by != null && !by.isAfter(figures.now());
  }

  /** Whether the time is later than the one that the merchant was told, which has passed. */
  boolean isOverdue() {
    return is(Answers.OVERDUE);
  }

  private boolean is(String why) {
    return expected != null && why.equals(expected.why());
  }

  /** By when; empty if nobody can say. */
  String by() {
    Instant by = byInstant();
    return by == null ? "" : figures.promised(by);
  }

  /** In a sentence, when it is likely; empty if nobody can say. */
  String likely() {
    Instant likely = expected == null ? null : instant(expected.likely());
    return likely == null || !likely.isAfter(figures.now())
        ? ""
        : say(Phrase.PROBABLY_AROUND, figures.around(likely));
  }

  /**
   * Why there is no time, or why it is late; empty if there is no reason to give. Words of a later
   * version are none to show.
   */
  String why() {
    String why = expected == null || expected.why() == null ? "" : expected.why();
    return switch (why) {
      case "MAINTENANCE" -> halted(Phrase.CARRIER_MAINTENANCE, Phrase.TIME_ALLOWS_FOR_IT);
      case "OUTAGE" -> halted(Phrase.CARRIER_OUTAGE, Phrase.TIME_ALLOWS_FOR_IT);
      case "MAINTENANCE_OPEN_END" -> halted(Phrase.CARRIER_MAINTENANCE, Phrase.NO_END_KNOWN);
      case "OUTAGE_OPEN_END" -> halted(Phrase.CARRIER_OUTAGE, Phrase.NO_END_KNOWN);
      case "BEYOND_EXPERIENCE" -> say(Phrase.BEYOND_EXPERIENCE);
      default -> "";
    };
  }

  private String halted(Phrase how, Phrase until) {
    return figures.language().sentences(say(how), say(until));
  }

  /** What else is to be said of it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(2);
    if (isOverdue()) {
      notes.add(say(Phrase.OVERDUE));
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
      case "carrier and channel" -> say(Phrase.BASED_ON_CHANNEL, expected.observations());
      case "carrier" -> say(Phrase.BASED_ON_CARRIER, expected.observations());
      case "all" -> say(Phrase.BASED_ON_ALL, expected.observations());
      case "default" -> say(Phrase.BASED_ON_ASSUMPTION);
      default -> "";
    };
  }
}
