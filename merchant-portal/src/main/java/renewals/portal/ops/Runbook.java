package renewals.portal.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The runbook of docs/operations.md, which is packed with the classes: what alerts and dashboards
 * lead to.
 */
public final class Runbook {

  private static final String SECTION = "## Runbook";
  private static final String FENCE = "```";
  private static final Pattern HEADING = Pattern.compile("#{3,4} (.+)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)]\\([^()\\s]+\\)");

  private Runbook() {}

  /**
   * A paragraph under a heading.
   *
   * @param id its anchor, as the document has it
   */
  public record Paragraph(String id, String title, List<Block> blocks) {}

  /** Some lines of it; of code they stay as they are. */
  public record Block(String text, boolean isCode) {}

  /** The paragraphs of the packed document, in its order. */
  static List<Paragraph> packed() {
    try (InputStream from = Runbook.class.getResourceAsStream("/renewals/page/operations.md")) {
      if (from == null) {
        throw new IllegalStateException("cannot happen: operations.md is packed with the classes");
      }
      return read(new String(from.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paragraphs of a document's section Runbook. */
  static List<Paragraph> read(String document) {
    List<Paragraph> paragraphs = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    boolean within = false;
    boolean code = false;
    for (String line : document.lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      if (!code && line.startsWith("## ")) {
        within = line.equals(SECTION);
      } else if (within) {
        Matcher heading = HEADING.matcher(line);
        if (!code && heading.matches()) {
          close(paragraphs, lines, false);
          String title = heading.group(1);
          paragraphs.add(
              new Paragraph(
                  title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, new ArrayList<>()));
        } else if (fence || (!code && line.isBlank())) {
          close(paragraphs, lines, code);
          code = code != fence;
        } else {
          lines.add(code ? line : LINK.matcher(line).replaceAll("$1"));
        }
      }
    }
    close(paragraphs, lines, code);
    return paragraphs;
  }

  /** What stands before the first heading belongs to none. */
  private static void close(List<Paragraph> paragraphs, List<String> lines, boolean code) {
    if (!lines.isEmpty() && !paragraphs.isEmpty()) {
      paragraphs.getLast().blocks().add(new Block(String.join("\n", lines), code));
    }
    lines.clear();
  }
}
