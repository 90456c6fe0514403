package renewals.stack.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's documents as tests read them. */
public final class Docs {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private Docs() {}

  /** The project's folder. */
  public static Path root() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  public static String read(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rows of all tables with so many columns, by what stands in backquotes in the first one.
   *
   * @throws IllegalStateException a name has two rows
   */
  public static Map<String, List<String>> rows(String path, int columns) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String line : read(path).lines().toList()) {
      List<String> cells = cells(line);
      String name = cells.size() == columns ? code(cells.getFirst()) : "";
      if (!name.isEmpty() && rows.put(name, cells) != null) {
        throw new IllegalStateException(name + " stands twice in " + path);
      }
    }
    return rows;
  }

  /** The first text in backquotes, empty if there is none. */
  public static String code(String cell) {
    Matcher code = CODE.matcher(cell);
    return code.find() ? code.group(1) : "";
  }

  /** What a cell lists, comma-separated. */
  public static NavigableSet<String> list(String cell) {
    NavigableSet<String> items = new TreeSet<>();
    Arrays.stream(cell.replace("`", "").split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .forEach(items::add);
    return items;
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("|") || !line.endsWith("|")) {
      return List.of();
    }
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
