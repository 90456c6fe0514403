package renewals.portal.merchant;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.portal.news.NewsItem;
import renewals.portal.text.Language;

/**
 * What a renewal's page shows, worded.
 *
 * @param title what it is about
 * @param status whether the card can be used, in two or three words
 * @param answer when, or why not: the one thing to read
 * @param second what makes the answer more exact; empty if nothing does
 * @param notes what is missing, who has to act, what to do
 * @param bought plan, data, amount, promotion; empty as long as the request isn't known
 * @param news what is announced to whom it concerns, the newest first
 * @param expectedBy by when it is expected, in ISO-8601; empty if nobody can say
 */
public record RenewalView(
    Language language,
    String renewalId,
    Tone tone,
    String title,
    String status,
    String answer,
    String second,
    List<Note> notes,
    List<Step> steps,
    List<Line> history,
    List<Line> coming,
    @Nullable CardView card,
    List<Fact> bought,
    List<NewsItem> news,
    String zone,
    String expectedBy) {

  /** The same, with what is announced. */
  RenewalView with(List<NewsItem> announced) {
    return new RenewalView(
        language,
        renewalId,
        tone,
        title,
        status,
        answer,
        second,
        notes,
        steps,
        history,
        coming,
        card,
        bought,
        announced,
        zone,
        expectedBy);
  }

  /** How the answer looks. */
  public enum Tone {
    GOOD("✓"),
    WAIT("…"),
    ACT("!"),
    BAD("✕");

    private final String sign;

    Tone(String sign) {
      this.sign = sign;
    }

    /** Says it without colours. */
    public String sign() {
      return sign;
    }

    public String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that the merchant should know.
   *
   * @param important whether he has to act
   */
  public record Note(String text, boolean important) {}

  /**
   * Something named, and what it is.
   *
   * @param links where more is to be had, such as a phone
   */
  public record Fact(String name, String value, List<Link> links) {

    /** One of which there is no more to say. */
    Fact(String name, String value) {
      this(name, value, List.of());
    }
  }

  /** A link, as it reads and where it leads. */
  public record Link(String text, String url) {}

  /** One step on the way to a usable card. */
  public record Step(String name, Progress progress, String said) {}

  /** How far a step is. */
  public enum Progress {
    DONE,
    NOW,
    LATER,
    FAILED,
    /** Done, and taken back. */
    BACK;

    public String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One line of what happened or comes.
   *
   * @param at the instant in ISO-8601; empty where none is known
   * @param time as it is read; empty where none is known
   * @param detail amount or reason; empty if there is none
   * @param arrived when we heard of it, where its own time reads differently; else empty
   */
  public record Line(String at, String time, String what, String detail, String arrived) {

    static Line toCome(String at, String time, String what) {
      return new Line(at, time, what, "", "");
    }
  }

  /**
   * The card.
   *
   * @param left empty where nothing counts
   * @param renewBy until when to renew it so that no gap is left; empty where nobody can say
   * @param data empty where nothing counts
   * @param used what is used of it and left; empty where nothing was reported
   */
  public record CardView(
      String number,
      String validUntil,
      String left,
      String renewBy,
      String data,
      String used,
      List<Period> periods) {}

  /** A renewal that counts for the card. */
  public record Period(String from, String until, String data) {}
}
