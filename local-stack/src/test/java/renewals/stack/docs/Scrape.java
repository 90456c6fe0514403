package renewals.stack.docs;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance shows under {@code /metrics}, by the name of the family.
 *
 * @param helps what it says of each family, where it says anything
 */
public record Scrape(Map<String, Family> families, Map<String, String> helps) {

  /** What our own metrics begin with. */
  public static final String OURS = "renewals_";

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*\\S.*)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");
  private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");

  /**
   * Metrics of one name.
   *
   * @param labels without those that every histogram has
   */
  public record Family(String type, NavigableSet<String> labels) {}

  public static Scrape of(String text) {
    Map<String, Family> families = new TreeMap<>();
    Map<String, String> helps = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        helps.put(help.group(1), help.group(2));
      } else if (type.matches()) {
        families.put(type.group(1), new Family(type.group(2), new TreeSet<>()));
      } else if (sample.matches()) {
        addLabels(families, sample);
      }
    }
    return new Scrape(families, helps);
  }

  private static void addLabels(Map<String, Family> families, Matcher sample) {
    Family family = families.get(sample.group(1));
    if (family == null) {
      family = families.get(PART.matcher(sample.group(1)).replaceFirst(""));
    }
    if (family == null) {
      throw new IllegalStateException("no type of " + sample.group(1));
    }
    Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
    while (label.find()) {
      if (!label.group(1).equals("le")) {
        family.labels().add(label.group(1));
      }
    }
  }
}
