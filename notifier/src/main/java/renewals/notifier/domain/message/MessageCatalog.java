package renewals.notifier.domain.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import renewals.notifier.domain.Language;

/**
 * All texts of notices in one language, from {@code words_<language>.properties}. A text names its
 * values as {@code {name}}; {@code ||} separates variants, and a variant can be used where all its
 * values are known. What is filled in is never read as a text itself.
 */
final class MessageCatalog {

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
  private static final Pattern OR = Pattern.compile("\\|\\|");
  private static final String FIRST_LINE = ".1";
  private static final Map<Language, MessageCatalog> ALL = loadAll();

  private final Language language;
  private final Map<String, List<Way>> texts;

  /** What stands under a key's numbers, in their order. */
  private final Map<String, List<List<Way>>> lines;

  private MessageCatalog(Language language, Map<String, List<Way>> texts) {
    this.language = language;
    this.texts = texts;
    this.lines = linesOf(texts);
  }

  /**
   * One way of saying something: words, each but the last followed by the value of a name.
   *
   * @param words one more than names
   */
  private record Way(List<String> words, List<String> names) {

    static Way of(String text) {
      List<String> words = new ArrayList<>();
      List<String> names = new ArrayList<>();
      Matcher found = NAME.matcher(text);
      int from = 0;
      while (found.find()) {
        words.add(text.substring(from, found.start()));
        names.add(found.group(1));
        from = found.end();
      }
      words.add(text.substring(from));
      return new Way(List.copyOf(words), List.copyOf(names));
    }

    boolean canBeSaid(Map<String, String> values) {
      for (String name : names) {
        if (!values.containsKey(name)) {
          return false;
        }
      }
      return true;
    }

    String with(Map<String, String> values) {
      if (names.isEmpty()) {
        return words.getFirst();
      }
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < names.size(); i++) {
        said.append(words.get(i)).append(values.get(names.get(i)));
      }
      return said.append(words.getLast()).toString();
    }
  }

  static MessageCatalog in(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  Language language() {
    return language;
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  Set<String> keys() {
    return texts.keySet();
  }

  /** The first variant that can be used, if there is one. */
  Optional<String> say(String key, Map<String, String> values) {
    return first(waysOf(key), values);
  }

  private static Optional<String> first(List<Way> ways, Map<String, String> values) {
    for (Way way : ways) {
      if (way.canBeSaid(values)) {
        return Optional.of(way.with(values));
      }
    }
    return Optional.empty();
  }

  private List<Way> waysOf(String key) {
    List<Way> ways = texts.get(key);
    if (ways == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    return ways;
  }

  /** All variants that can be used, the best first. */
  Stream<String> ways(String key, Map<String, String> values) {
    return waysOf(key).stream().filter(way -> way.canBeSaid(values)).map(way -> way.with(values));
  }

  /** The lines {@code key.1}, {@code key.2}, … as far as they can be used. */
  List<String> lines(String key, Map<String, String> values) {
    List<String> said = new ArrayList<>();
    for (List<Way> line : lines.getOrDefault(key, List.of())) {
      first(line, values).ifPresent(said::add);
    }
    return said;
  }

  private static Map<String, List<List<Way>>> linesOf(Map<String, List<Way>> texts) {
    Map<String, List<List<Way>>> lines = new HashMap<>();
    for (String key : texts.keySet()) {
      if (key.endsWith(FIRST_LINE)) {
        String of = key.substring(0, key.length() - FIRST_LINE.length());
        lines.put(
            of,
            Stream.iterate(1, n -> n + 1)
                .map(n -> texts.get(of + '.' + n))
                .takeWhile(Objects::nonNull)
                .toList());
      }
    }
    return lines;
  }

  private static Map<Language, MessageCatalog> loadAll() {
    Map<Language, MessageCatalog> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      all.put(language, load(language));
    }
    return all;
  }

  private static MessageCatalog load(Language language) {
    String file = "words_" + language.file() + ".properties";
    try (InputStream in = MessageCatalog.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + file);
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      Map<String, List<Way>> texts = new LinkedHashMap<>();
      for (String key : new TreeSet<>(properties.stringPropertyNames())) {
        String[] ways = OR.split(properties.getProperty(key));
        texts.put(key, Arrays.stream(ways).map(Way::of).toList());
      }
      return new MessageCatalog(language, texts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
