package renewals.notifier.domain.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static final Map<Language, MessageCatalog> ALL = loadAll();

  private final Language language;
  private final Map<String, List<Way>> texts;

  private MessageCatalog(Language language, Map<String, List<Way>> texts) {
    this.language = language;
    this.texts = texts;
  }

  /** One way of saying something. */
  private record Way(String text, Set<String> names) {

    static Way of(String text) {
      Set<String> names = new TreeSet<>();
      NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
      return new Way(text, names);
    }

    String with(Map<String, String> values) {
      return NAME.matcher(text)
          .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
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
    return ways(key, values).findFirst();
  }

  /** All variants that can be used, the best first. */
  Stream<String> ways(String key, Map<String, String> values) {
    List<Way> ways = texts.get(key);
    if (ways == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    return ways.stream()
        .filter(way -> values.keySet().containsAll(way.names()))
        .map(way -> way.with(values));
  }

  /** The lines {@code key.1}, {@code key.2}, … as far as they can be used. */
  List<String> lines(String key, Map<String, String> values) {
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> key + '.' + n)
        .takeWhile(this::has)
        .flatMap(line -> say(line, values).stream())
        .toList();
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
      Map<String, List<Way>> texts = new TreeMap<>();
      for (String key : properties.stringPropertyNames()) {
        String[] ways = OR.split(properties.getProperty(key));
        texts.put(key, Arrays.stream(ways).map(Way::of).toList());
      }
      return new MessageCatalog(language, texts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
