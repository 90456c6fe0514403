package renewals.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names of all settings that any service or command of this build knows: those of the table in
 * {@code docs/configuration.md}, which lies in this jar, and of the commands' options. One file may
 * serve all services, so each of them must know the others' names.
 */
public final class SettingNames {

  private static final String TABLE = "configuration.md";
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\|[^|]*\\|([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern ENDING = Pattern.compile("`(?:<\\w+>)?(\\.[\\w-]+)`");

  /** What Kubernetes sets for each service of a namespace, whatever that is called. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".+_(SERVICE_(HOST|PORT(_\\w+)?)|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

  /**
   * The same under a name that a setting of ours may have, too: then the value tells them apart.
   */
  private static final Pattern SERVICE_PORT = Pattern.compile(".+_PORT");

  private static final Pattern SERVICE_PORT_VALUE = Pattern.compile("(tcp|udp|sctp)://.+");

  /** A name of an option is looked like where so few characters differ. */
  private static final int CLOSE = 2;

  private final TreeSet<String> names = new TreeSet<>();
  private final TreeSet<String> options = new TreeSet<>();

  /** By the beginning of a name: how it may end, all if empty. */
  private final NavigableMap<String, List<String>> below = new TreeMap<>();

  private SettingNames(String table, Collection<String> options) {
    this.options.addAll(options);
    for (MatchResult row : ROW.matcher(table).results().toList()) {
      String name = row.group(1);
      if (name.endsWith("*")) {
        List<String> endings =
            ENDING.matcher(row.group(2)).results().map(ending -> ending.group(1)).toList();
        below.put(name.substring(0, name.length() - 1), endings);
      } else {
        names.add(name);
      }
    }
  }

  /**
   * All of them.
   *
   * @param options the names that stand for options of commands
   */
  public static SettingNames with(Collection<String> options) {
    try (InputStream in = SettingNames.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + TABLE);
      }
      return new SettingNames(new String(in.readAllBytes(), StandardCharsets.UTF_8), options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  /** Whether something of this build reads a setting of that name. */
  boolean contains(String name) {
    return names.contains(name) || options.contains(name) || isBelow(name);
  }

  private boolean isBelow(String name) {
    return below.entrySet().stream()
        .anyMatch(
            entry ->
                name.startsWith(entry.getKey())
                    && name.length() > entry.getKey().length()
                    && (entry.getValue().isEmpty()
                        || entry.getValue().stream().anyMatch(name::endsWith)));
  }

  /** The name that was probably meant, if one is near. */
  Optional<String> nearest(String name) {
    TreeSet<String> all = new TreeSet<>(names);
    all.addAll(options);
    below.forEach(
        (prefix, endings) -> {
          if (name.startsWith(prefix)) {
            int dot = name.lastIndexOf('.');
            endings.forEach(ending -> all.add(name.substring(0, dot) + ending));
          }
        });
    return Nearest.of(name, all);
  }

  /**
   * Whether a variable of the environment, or a system property, is meant for us and nothing reads
   * it. Both are full of what is meant for others: only what begins like one of ours is looked at.
   */
  boolean isMistaken(String name, String value) {
    String variable = variable(name);
    if (isKnownVariable(variable)
        || variable.startsWith("KAFKA_")
        || isServiceLink(variable, value)) {
      return false;
    }
    String word = firstWord(variable);
    return (!word.isEmpty()
            && names.stream().anyMatch(known -> firstWord(variable(known)).equals(word)))
        || options.stream()
            .map(SettingNames::variable)
            .anyMatch(known -> isMistyped(known, variable));
  }

  /** Of a short first word a difference of two makes another word. */
  private static boolean isMistyped(String known, String variable) {
    return Nearest.distance(known, variable) <= CLOSE
        && Nearest.distance(firstWord(known), firstWord(variable)) < CLOSE;
  }

  private static boolean isServiceLink(String variable, String value) {
    return SERVICE_LINK.matcher(variable).matches()
        || (SERVICE_PORT.matcher(variable).matches()
            && SERVICE_PORT_VALUE.matcher(value).matches());
  }

  private boolean isKnownVariable(String variable) {
    return names.stream().anyMatch(known -> variable(known).equals(variable))
        || options.stream().anyMatch(known -> variable(known).equals(variable))
        || below.entrySet().stream()
            .anyMatch(
                entry ->
                    variable.startsWith(variable(entry.getKey()))
                        && (entry.getValue().isEmpty()
                            || entry.getValue().stream()
                                .anyMatch(ending -> variable.endsWith(variable(ending)))));
  }

  /** Like {@link #nearest}, of a variable of the environment. */
  Optional<String> nearestVariable(String name) {
    TreeSet<String> all = new TreeSet<>();
    names.forEach(known -> all.add(variable(known)));
    options.forEach(known -> all.add(variable(known)));
    return Nearest.of(name, all);
  }

  /** A setting's name in the environment. */
  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String firstWord(String variable) {
    int end = variable.indexOf('_');
    return end < 0 ? variable : variable.substring(0, end + 1);
  }
}
