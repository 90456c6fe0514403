package renewals.producer.callback.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How the numbers of orders or refunds are made. Templates stand between commas; each holds the
 * name of what it is for, such as {@code {renewalId}}, and at most one range such as {@code
 * {1..9}}, whose numbers are tried up to the first that is not found.
 */
public final class NumberTemplates {

  /** No numbers at all. */
  public static final NumberTemplates NONE = new NumberTemplates("", List.of());

  private static final Pattern RANGE = Pattern.compile("\\{([0-9]{1,3})\\.\\.([0-9]{1,3})}");

  private final String name;
  private final List<String> templates;

  private NumberTemplates(String name, List<String> templates) {
    this.name = name;
    this.templates = List.copyOf(templates);
  }

  /**
   * Reads them.
   *
   * @param name what has to stand in each, with its braces
   * @throws IllegalArgumentException one isn't of that form
   */
  public static NumberTemplates of(String name, String text) {
    List<String> templates = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String template = part.strip();
      String rest = RANGE.matcher(template.replace(name, "")).replaceFirst("");
      Matcher range = RANGE.matcher(template);
      boolean isRange =
          !range.find() || Integer.parseInt(range.group(1)) <= Integer.parseInt(range.group(2));
      if (!template.contains(name) || rest.contains("{") || rest.contains("}") || !isRange) {
        throw new IllegalArgumentException(template);
      }
      templates.add(template);
    }
    return new NumberTemplates(name, templates);
  }

  /** The numbers of each template, in the order in which they are tried. */
  public List<List<String>> numbers(String id) {
    return templates.stream().map(template -> numbers(template, id)).toList();
  }

  private List<String> numbers(String template, String id) {
    Matcher range = RANGE.matcher(template);
    if (!range.find()) {
      return List.of(template.replace(name, id));
    }
    String before = template.substring(0, range.start()).replace(name, id);
    String after = template.substring(range.end()).replace(name, id);
    return IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
        .mapToObj(number -> before + number + after)
        .toList();
  }
}
