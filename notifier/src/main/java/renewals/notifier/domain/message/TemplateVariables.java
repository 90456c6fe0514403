package renewals.notifier.domain.message;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import renewals.notifier.domain.Language;

/**
 * What reviewed templates for SMS may name, and how long it can get. Gateways review a template
 * once and bound each variable, some at six characters; so what is long comes in parts, too. What
 * others wrote (a carrier's or a channel's words) is in none: nobody knows its length.
 */
public final class TemplateVariables {

  private static final int TAIL = 4;
  private static final int MINUTE = "2026-12-31 23:59".length();
  private static final int DATE = "2026-12-31".length();
  private static final int DAY = "12月31日".length();
  private static final int CLOCK = "23:59".length();
  private static final int DATA = "999.99 GB".length();
  private static final int FIGURE = "10,000,000,000.00".length();
  private static final int MONEY = FIGURE + " CNY".length();
  private static final int LONGEST_COUNT = 5;

  /** How much a digest tells. */
  private static final int COUNT = "250".length();

  private static final Set<String> TIMES =
      Set.of(
          "at", "from", "until", "likely", "by", "overdue", "renewBy", "closes", "asOf", "runsOut");

  /** Which words of the catalogue a variable may hold, by their keys. */
  private static final Map<String, Predicate<String>> PHRASES =
      Map.of(
          "refusalBrief", key -> key.startsWith("refusal.") && key.endsWith(".brief"),
          "stopBrief", key -> key.startsWith("stop.") && key.endsWith(".brief"),
          "whyBrief", key -> key.startsWith("reversedByBrief."),
          "unlessBrief", key -> key.startsWith("unlessBrief."),
          "brief", key -> key.startsWith("brief."),
          "about", key -> key.equals("about") || key.startsWith("about."),
          "field", key -> key.equals("field") || key.startsWith("field."));

  private static final Map<String, Integer> BOUNDED = bounded();
  private static final Collection<String> NAMES = allNames();

  private TemplateVariables() {}

  private static Map<String, Integer> bounded() {
    Map<String, Integer> bounded = new HashMap<>();
    bounded.put("tail", TAIL);
    bounded.put("data", DATA);
    bounded.put("used", DATA);
    bounded.put("allowance", DATA);
    bounded.put("remaining", DATA);
    bounded.put("amount", MONEY);
    bounded.put("amount.figure", FIGURE);
    bounded.put("count", COUNT);
    for (String time : TIMES) {
      bounded.put(time, MINUTE);
      bounded.put(time + ".date", DATE);
      bounded.put(time + ".day", DAY);
      bounded.put(time + ".clock", CLOCK);
    }
    return bounded;
  }

  /** All names, in order. */
  public static Collection<String> names() {
    return NAMES;
  }

  private static Collection<String> allNames() {
    TreeSet<String> names = new TreeSet<>(BOUNDED.keySet());
    names.addAll(PHRASES.keySet());
    names.add("gap");
    return Collections.unmodifiableSet(names);
  }

  /** How many characters it can have at most; empty where there is no such variable. */
  public static OptionalInt longest(String name, Language language) {
    if (BOUNDED.containsKey(name)) {
      return OptionalInt.of(BOUNDED.get(name));
    }
    return phrases(name, language).stream().mapToInt(String::length).max();
  }

  /** The words that may stand in it; empty for what has figures only. */
  public static List<String> phrases(String name, Language language) {
    MessageCatalog words = MessageCatalog.in(language);
    if (name.equals("gap")) {
      Map<String, String> longest = Map.of("n", "9".repeat(LONGEST_COUNT));
      return words.keys().stream()
          .filter(key -> key.startsWith("duration."))
          .flatMap(key -> words.ways(key, longest))
          .toList();
    }
    Predicate<String> isOf = PHRASES.get(name);
    return isOf == null
        ? List.of()
        : words.keys().stream().filter(isOf).flatMap(key -> words.ways(key, Map.of())).toList();
  }
}
