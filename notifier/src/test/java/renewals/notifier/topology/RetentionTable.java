package renewals.notifier.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The table of docs/security.md: how long records of each topic are kept, and which hold addresses.
 *
 * @param kept by topic, in the table's words
 */
record RetentionTable(Map<String, String> kept, Set<String> topicsWithAddress) {

  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]+?) \\| (yes|no)[^|]* \\|");

  static RetentionTable read() {
    String page;
    try {
      page = Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String section = page.substring(page.indexOf("## Retention"));
    Map<String, String> kept = new TreeMap<>();
    Set<String> withAddress = new TreeSet<>();
    for (MatchResult row : ROW.matcher(section).results().toList()) {
      kept.put(row.group(1), row.group(2));
      if (row.group(3).equals("yes")) {
        withAddress.add(row.group(1));
      }
    }
    return new RetentionTable(kept, withAddress);
  }
}
