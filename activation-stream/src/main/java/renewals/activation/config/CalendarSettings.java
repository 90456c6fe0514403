package renewals.activation.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** {@code cutoff-day}, {@code closes-after} and {@code reminders}, of all carriers or of one. */
final class CalendarSettings {

  private static final String REMINDERS_EXPECTED =
      "durations of whole hours up to %dd, separated by commas, such as 30d,7d,1d"
          .formatted(CalendarTerms.MOST_DAYS);

  private CalendarSettings() {}

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  static CalendarTerms read(Settings from, String prefix, CalendarTerms otherwise) {
    return new CalendarTerms(
        cutoffDay(from, prefix + "cutoff-day", otherwise.cutoffDay()),
        closesAfter(from, prefix + "closes-after", otherwise.closesAfterDays()),
        reminders(from, prefix + "reminders", otherwise.reminders()));
  }

  private static @Nullable Integer cutoffDay(
      Settings from, String name, @Nullable Integer otherwise) {
    Optional<String> given = from.text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int day = Integer.parseInt(given.get().strip());
      if (day >= 1 && day <= CalendarTerms.LAST_CUTOFF_DAY) {
        return day;
      }
    } catch (NumberFormatException e) {
      throw noDay(name, given.get());
    }
    throw noDay(name, given.get());
  }

  private static SettingException noDay(String name, String given) {
    return new SettingException(
        name, given, "a day of every month, from 1 to " + CalendarTerms.LAST_CUTOFF_DAY);
  }

  private static @Nullable Integer closesAfter(
      Settings from, String name, @Nullable Integer otherwise) {
    Optional<String> given = from.text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    String expected = "whole days from 1d to %dd".formatted(CalendarTerms.MOST_DAYS);
    Duration after = duration(name, given.get(), given.get(), expected);
    long days = after.toDays();
    if (!Duration.ofDays(days).equals(after) || days < 1 || days > CalendarTerms.MOST_DAYS) {
      throw new SettingException(name, given.get(), expected);
    }
    return Math.toIntExact(days);
  }

  /** A duration as all settings write them; {@code given} is the whole value. */
  private static Duration duration(String name, String given, String one, String expected) {
    try {
      return Settings.durationOf(name, one);
    } catch (SettingException e) {
      throw new SettingException(name, given, expected);
    }
  }

  private static List<Duration> reminders(Settings from, String name, List<Duration> otherwise) {
    String given = from.text(name, written(otherwise));
    List<Duration> leads = new ArrayList<>();
    for (String one : given.split(",", -1)) {
      Duration lead = duration(name, given, one, REMINDERS_EXPECTED);
      if (!CalendarTerms.isLead(lead)) {
        throw new SettingException(name, given, REMINDERS_EXPECTED);
      }
      leads.add(lead);
    }
    return leads;
  }

  private static String written(List<Duration> leads) {
    return leads.stream()
        .map(
            lead ->
                !lead.isZero() && Duration.ofDays(lead.toDays()).equals(lead)
                    ? "P%dD".formatted(lead.toDays())
                    : lead.toString())
        .collect(Collectors.joining(","));
  }
}
