package renewals.provenance;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * What is asked of records.
 *
 * <p>Source: partners, "Who said it travels along".
 *
 * @param mode {@code provenance}; without it required where there is a file of parties, else off
 * @param since {@code provenance.since}: what was appended before is not asked
 * @param keys {@code provenance.keys}: the file of gateway keys
 * @param parties {@code parties.file}
 */
public record ProvenanceSettings(
    Mode mode, Optional<Instant> since, Optional<Path> keys, Optional<Path> parties) {

  private static final String MODE = "provenance";
  private static final String SINCE = "provenance.since";
  static final String KEYS = "provenance.keys";
  static final String PARTIES = "parties.file";

  /** What becomes of records that nobody is proven to have said. */
  public enum Mode {
    /** Nobody asks. */
    OFF,
    /** They are counted, and taken. */
    WATCH,
    /** They are given up. */
    REQUIRED
  }

  public ProvenanceSettings {
    if (mode == Mode.REQUIRED && keys.isEmpty()) {
      throw new SettingException(
          KEYS, "nothing", "the file of gateway keys, as provenance is required");
    }
  }

  /**
   * Reads them.
   *
   * @throws SettingException one of them won't do, or provenance is required without keys
   */
  public static ProvenanceSettings read(Settings from) {
    Optional<Path> parties = from.text(PARTIES).map(text -> Path.of(text.strip()));
    Mode otherwise = parties.isPresent() ? Mode.REQUIRED : Mode.OFF;
    return new ProvenanceSettings(
        from.text(MODE).map(ProvenanceSettings::mode).orElse(otherwise),
        from.text(SINCE).map(ProvenanceSettings::instant),
        from.text(KEYS).map(text -> Path.of(text.strip())),
        parties);
  }

  private static Mode mode(String given) {
    return switch (given.strip().toLowerCase(Locale.ROOT)) {
      case "off" -> Mode.OFF;
      case "watch" -> Mode.WATCH;
      case "required" -> Mode.REQUIRED;
      default -> throw new SettingException(MODE, given, "off, watch or required");
    };
  }

  private static Instant instant(String given) {
    try {
      return OffsetDateTime.parse(given.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new SettingException(
          SINCE, given, "a time with an offset such as 2026-03-01T00:00:00Z");
    }
  }
}
