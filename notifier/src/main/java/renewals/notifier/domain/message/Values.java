package renewals.notifier.domain.message;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Channel;

/**
 * The values that a notice's texts can name, as one merchant reads them. What is absent stays
 * unknown.
 */
final class Values {

  private static final Duration FROM_THEN_HOURS = Duration.ofHours(2);
  private static final Duration FROM_THEN_DAYS = Duration.ofDays(2);
  private static final long MINUTES_STEP = 5;

  private final MessageCatalog words;
  private final ZoneId zone;
  private final int longestQuote;
  private final Map<String, String> known = new HashMap<>();

  Values(MessageCatalog words, ZoneId zone) {
    this(words, zone, Integer.MAX_VALUE);
  }

  /**
   * Without values yet.
   *
   * @param longestQuote how many characters of a partner's text are quoted at most
   */
  Values(MessageCatalog words, ZoneId zone, int longestQuote) {
    this.words = words;
    this.zone = zone;
    this.longestQuote = longestQuote;
  }

  Map<String, String> known() {
    return Collections.unmodifiableMap(known);
  }

  Values text(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      known.put(name, value);
    }
    return this;
  }

  /** Texts of partners, with long numbers redacted; one that is too long ends with …. */
  Values quoted(String name, @Nullable String value) {
    String redacted = PiiRedactor.quoted(value);
    return text(
        name,
        redacted == null || redacted.length() <= longestQuote
            ? redacted
            : cut(redacted, longestQuote - 1) + "…");
  }

  /** A partner's link, unless it is longer than what is quoted: a part of one leads nowhere. */
  Values link(String name, @Nullable String value) {
    return value == null || value.length() > longestQuote ? this : text(name, value);
  }

  /** The first characters, no half of a pair among them. */
  private static String cut(String text, int length) {
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  Values time(String name, @Nullable Instant value) {
    if (value == null) {
      return this;
    }
    return text(name, DisplayFormats.time(value, zone))
        .text(name + ".date", DisplayFormats.date(value, zone))
        .text(name + ".day", DisplayFormats.day(value, zone, words.language()))
        .text(name + ".clock", DisplayFormats.clock(value, zone));
  }

  /** A time before which something has to be done: midnight is the end of the day before. */
  Values end(String name, @Nullable Instant value) {
    if (value == null || !value.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return time(name, value);
    }
    Instant lastDay = value.atZone(zone).minusDays(1).toInstant();
    return text(name, DisplayFormats.endOfDay(lastDay, zone, words.language()))
        .text(name + ".date", DisplayFormats.date(lastDay, zone))
        .text(name + ".day", DisplayFormats.day(lastDay, zone, words.language()))
        .text(name + ".clock", DisplayFormats.END_OF_DAY);
  }

  Values money(String name, @Nullable Amount amount) {
    if (amount == null) {
      return this;
    }
    String own = "money." + amount.currency();
    Map<String, String> parts = Map.of("figure", amount.figure(), "currency", amount.currency());
    return text(name, words.say(words.has(own) ? own : "money", parts).orElse(null))
        .text(name + ".figure", amount.figure());
  }

  /** About so long, rounded up: to five minutes, later to hours, later to days. */
  Values about(String name, @Nullable Duration length) {
    if (length == null) {
      return this;
    }
    if (length.compareTo(FROM_THEN_DAYS) >= 0) {
      return counted(name, "duration.days", roundedUp(length, Duration.ofDays(1)));
    }
    if (length.compareTo(FROM_THEN_HOURS) >= 0) {
      return counted(name, "duration.hours", roundedUp(length, Duration.ofHours(1)));
    }
    long steps = Math.max(1, roundedUp(length, Duration.ofMinutes(MINUTES_STEP)));
    return counted(name, "duration.minutes", steps * MINUTES_STEP);
  }

  /** Kinds of address, by name. */
  Values ways(String name, List<Channel> ways) {
    String and = words.say("way.and", Map.of()).orElseThrow();
    return text(
        name,
        ways.stream()
            .map(way -> words.say("way." + way, Map.of()).orElseThrow())
            .collect(Collectors.joining(and)));
  }

  /** A phrase made of what is known so far. */
  Values phrase(String name, String key) {
    return text(name, words.say(key, known).orElse(null));
  }

  /**
   * The phrase for one of several cases; without a phrase for it, the key's own, if there is one.
   */
  Values phrase(String name, String key, @Nullable String kind) {
    String particular = key + '.' + kind;
    if (kind != null && words.has(particular)) {
      return phrase(name, particular);
    }
    return words.has(key) ? phrase(name, key) : this;
  }

  private Values counted(String name, String key, long n) {
    return text(name, words.say(key, Map.of("n", Long.toString(n))).orElse(null));
  }

  private static long roundedUp(Duration length, Duration unit) {
    return length.plus(unit).minusMillis(1).dividedBy(unit);
  }
}
