package renewals.notifier.senders.email;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notice as HTML: the subject as headline, the text's paragraphs, and one button. It is made of
 * the plain text alone, so that it says the same and is the same at each try.
 *
 * @param language BCP 47 tag of the text, for screen readers
 * @param headline the subject
 * @param paragraphs of the text, in their order
 */
public record MailPage(String language, String headline, List<Paragraph> paragraphs) {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2})?");

  /**
   * Lines that stand together.
   *
   * @param lines without the one that became the button
   * @param button below them; null for none
   * @param isSmall whether they are numbers to look up, and not what is told
   */
  public record Paragraph(List<Line> lines, @Nullable Button button, boolean isSmall) {}

  /** A line of the text, cut where a time begins or ends. */
  public record Line(List<Piece> pieces) {}

  /**
   * A piece of a line.
   *
   * @param isTime whether it is a date or a time, which no line may break
   */
  public record Piece(String text, boolean isTime) {}

  /**
   * Where the text leads.
   *
   * @param label what stood before the link
   * @param link to a page of ours
   */
  public record Button(String label, String link) {}

  /**
   * Reads a notice's text.
   *
   * @param pages the address under which our pages are; null where there are none. Only a line that
   *     ends in a link below it becomes a button: a carrier's own words stay words, whatever
   *     address stands in them
   */
  static MailPage of(String subject, String body, @Nullable String pages) {
    List<Paragraph> paragraphs =
        Arrays.stream(body.strip().split("\n\\s*\n"))
            .map(text -> paragraph(List.of(text.split("\n")), pages))
            .toList();
    return new MailPage(languageOf(subject), subject, paragraphs);
  }

  /** The page as HTML; everything that the text says is escaped. */
  String html() {
    TemplateOutput output = new StringOutput();
    ENGINE.render("mail.jte", Map.of("page", this), output);
    return output.toString();
  }

  private static Paragraph paragraph(List<String> lines, @Nullable String pages) {
    List<String> kept = new ArrayList<>();
    Button button = null;
    for (String line : lines) {
      Button found = pages == null ? null : buttonOf(line, pages);
      if (found == null) {
        kept.add(line);
      } else {
        button = found;
      }
    }
    return new Paragraph(kept.stream().map(MailPage::lineOf).toList(), button, button != null);
  }

  private static Line lineOf(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher time = TIME.matcher(text);
    int end = 0;
    while (time.find()) {
      pieces.add(new Piece(text.substring(end, time.start()), false));
      pieces.add(new Piece(time.group(), true));
      end = time.end();
    }
    pieces.add(new Piece(text.substring(end), false));
    return new Line(pieces);
  }

  private static @Nullable Button buttonOf(String line, String pages) {
    int start = line.lastIndexOf(pages + "/");
    if (start <= 0 || line.chars().skip(start).anyMatch(Character::isWhitespace)) {
      return null;
    }
    String label = line.substring(0, start).strip().replaceAll("[:：]$", "");
    return label.isEmpty() ? null : new Button(label, line.substring(start));
  }

  private static String languageOf(String text) {
    boolean isChinese =
        text.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    return isChinese ? "zh-CN" : "en";
  }
}
