package renewals.kit;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The settings of a service: {@code application.properties} in the working directory, then the
 * environment ({@code KAFKA_BOOTSTRAP_SERVERS} for {@code kafka.bootstrap.servers}), then the file
 * that {@code settings.file} names (or several, separated as on a class path), then the command
 * line's options; the later one wins.
 *
 * <p>A service reads them once, into records that check themselves. Long because each kind of value
 * that a setting may have is read, and refused, here and nowhere else.
 */
public final class Settings {

  private static final int LEAST_SECRET_LENGTH = 32;
  private static final String FILE = "settings.file";
  private static final int FILE_ORDINAL = 100;
  private static final int LAST_PORT = 65_535;

  /** Above the environment, below system properties. */
  private static final int NAMED_FILE_ORDINAL = 350;

  private static final int OPTIONS_ORDINAL = 500;

  private final SmallRyeConfig config;

  /** By where they stand: names that were written for us, and not for the whole machine. */
  private final Map<String, Set<String>> written;

  private final Map<String, Reading> readings = new ConcurrentHashMap<>();

  /**
   * One setting that was asked for.
   *
   * @param name ends with {@code *} where everything below a prefix was asked for
   * @param kind what it is read as
   * @param otherwise the default, empty if there is none
   */
  public record Reading(String name, Kind kind, String otherwise) {}

  /** What a setting is read as. */
  public enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    DURATION,
    PREFIX
  }

  private final Supplier<Settings> again;

  private Settings(
      SmallRyeConfig config, Map<String, Set<String>> written, Supplier<Settings> again) {
    this.config = config;
    this.written = written;
    this.again = again;
  }

  /**
   * The settings as a started service sees them; {@code options} are the command line's.
   *
   * @throws SettingException a settings file cannot be read
   */
  public static Settings load(Map<String, String> options) {
    Supplier<Settings> again = () -> load(options);
    Map<String, Set<String>> written = new LinkedHashMap<>();
    Settings found = new Settings(sources(options, written).build(), written, again);
    Optional<String> named = found.text(FILE);
    if (named.isEmpty()) {
      return found;
    }
    SmallRyeConfigBuilder builder = sources(options, written);
    int ordinal = NAMED_FILE_ORDINAL;
    for (String file : named.get().split(File.pathSeparator, -1)) {
      PropertiesConfigSource source = source(FILE, Path.of(file), ordinal);
      written.put(file, source.getPropertyNames());
      builder.withSources(source);
      ordinal++;
    }
    return new Settings(builder.build(), written, again);
  }

  /**
   * Refuses what somebody has set and nothing reads: a slip would otherwise be a default in
   * silence. What files and options say is all ours; of the environment and the system properties
   * only what begins like a setting.
   *
   * @throws SettingException the first of them, with the name that was probably meant
   */
  public void refuseUnknown(SettingNames known) {
    written.forEach(
        (where, names) ->
            names.stream()
                .filter(name -> !name.equals(FILE) && !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(
                    name -> {
                      throw SettingException.unknown(name, where, known.nearest(name));
                    }));
    refuseMistaken("environment", System.getenv(), known);
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    refuseMistaken("system property", properties, known);
  }

  private static void refuseMistaken(
      String where, Map<String, String> variables, SettingNames known) {
    variables.keySet().stream()
        .filter(name -> known.isMistaken(name, variables.getOrDefault(name, "")))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw SettingException.unknown(name, where, known.nearestVariable(name));
            });
  }

  private static SmallRyeConfigBuilder sources(
      Map<String, String> options, Map<String, Set<String>> written) {
    written.put("-D", Set.copyOf(options.keySet()));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addSystemSources()
            .withSources(new PropertiesConfigSource(options, "options", OPTIONS_ORDINAL));
    Path file = Path.of("application.properties");
    if (!Files.isReadable(file)) {
      return builder;
    }
    PropertiesConfigSource source = source("application.properties", file, FILE_ORDINAL);
    written.put("application.properties", source.getPropertyNames());
    return builder.withSources(source);
  }

  private static PropertiesConfigSource source(String name, Path file, int ordinal) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new SettingException(name, file.toString(), "a file that can be read");
    }
    try {
      return new PropertiesConfigSource(file.toUri().toURL(), ordinal);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          name, file.toString(), "a properties file (" + e.getMessage() + ")");
    }
  }

  /** Settings of these values alone, whatever files and environment say. */
  public static Settings of(Map<String, String> values) {
    return new Settings(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "values", OPTIONS_ORDINAL))
            .build(),
        Map.of("values", Set.copyOf(values.keySet())),
        () -> of(values));
  }

  /**
   * The same sources read again, for what may change while a service runs.
   *
   * @throws SettingException a settings file cannot be read
   */
  public Settings again() {
    return again.get();
  }

  /** What has been asked for so far, by name: what docs/configuration.md is held against. */
  public Map<String, Reading> readings() {
    return new TreeMap<>(readings);
  }

  /** A text, if it is set and not blank. */
  public Optional<String> text(String name) {
    note(name, Kind.TEXT, "");
    return given(name);
  }

  /**
   * A secret that others are told, if it is set. How often it may be guessed is limited nowhere, so
   * it must be too long for that; no message shows it.
   */
  public Optional<String> secret(String name) {
    Optional<String> secret = text(name);
    if (secret.isPresent() && secret.get().length() < LEAST_SECRET_LENGTH) {
      throw new SettingException(
          name,
          "%d characters".formatted(secret.get().length()),
          "at least %d, made by chance".formatted(LEAST_SECRET_LENGTH));
    }
    return secret;
  }

  private Optional<String> given(String name) {
    return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
  }

  /** A text, or the default. */
  public String text(String name, String otherwise) {
    note(name, Kind.TEXT, otherwise);
    return given(name).orElse(otherwise);
  }

  /** An http or https URL with a host. */
  public Optional<String> url(String name) {
    return text(name).map(given -> urlOf(name, given));
  }

  /** An http or https URL with a host, or the default. */
  public String url(String name, String otherwise) {
    return urlOf(name, text(name, otherwise));
  }

  private static String urlOf(String name, String given) {
    try {
      URI uri = new URI(given.strip());
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getPort() <= LAST_PORT) {
        return given.strip();
      }
    } catch (URISyntaxException e) {
      throw noUrl(name, given);
    }
    throw noUrl(name, given);
  }

  private static SettingException noUrl(String name, String given) {
    return new SettingException(name, given, "an http or https URL such as http://127.0.0.1:8080");
  }

  /** A whole number between two bounds, both included. */
  public long number(String name, long otherwise, long least, long most) {
    note(name, Kind.NUMBER, Long.toString(otherwise));
    Optional<String> given = given(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    String expected = "a whole number from %d to %d".formatted(least, most);
    try {
      long number = Long.parseLong(given.get().strip());
      if (number < least || number > most) {
        throw new SettingException(name, given.get(), expected);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new SettingException(name, given.get(), expected);
    }
  }

  /** Like {@link #number}, for counts and ports. */
  public int count(String name, int otherwise, int least, int most) {
    return Math.toIntExact(number(name, otherwise, least, most));
  }

  /** A switch: {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    note(name, Kind.FLAG, Boolean.toString(otherwise));
    Optional<String> given = given(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    return switch (given.get().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingException(name, given.get(), "true or false");
    };
  }

  /** A duration, in ISO-8601 ({@code PT24H}) or as a number with ms, s, m, h or d. */
  public Duration duration(String name, Duration otherwise) {
    note(name, Kind.DURATION, otherwise.toString());
    Optional<String> given = given(name);
    return given.isEmpty() ? otherwise : durationOf(name, given.get());
  }

  /** A duration above zero, written like any. */
  public Duration positive(String name, Duration otherwise) {
    Duration given = duration(name, otherwise);
    if (given.isNegative() || given.isZero()) {
      throw new SettingException(
          name, given(name).orElse(given.toString()), "a duration above zero");
    }
    return given;
  }

  /**
   * Everything below a prefix, the prefix cut off: how Kafka client settings pass through.
   *
   * @param prefix ends with a dot
   */
  public Map<String, String> below(String prefix) {
    note(prefix + "*", Kind.PREFIX, "");
    Map<String, String> found = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        given(name).ifPresent(value -> found.put(name.substring(prefix.length()), value));
      }
    }
    return found;
  }

  private void note(String name, Kind kind, String otherwise) {
    readings.putIfAbsent(name, new Reading(name, kind, otherwise));
  }

  /** The duration that a text writes; {@code name} is for the error. */
  public static Duration durationOf(String name, String given) {
    String text = given.strip();
    try {
      if (text.startsWith("P")) {
        return Duration.parse(text);
      }
      int unitAt = 0;
      while (unitAt < text.length() && Character.isDigit(text.charAt(unitAt))) {
        unitAt++;
      }
      long count = Long.parseLong(text.substring(0, unitAt));
      return switch (text.substring(unitAt)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        case "d" -> Duration.ofDays(count);
        default -> throw new SettingException(name, given, "a duration such as 500ms, 5s, PT24H");
      };
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw new SettingException(name, given, "a duration such as 500ms, 5s, PT24H");
    }
  }
}
