package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.QuietHours;
import renewals.v1.Weekday;

/** What the contract demands of when and by which ways a merchant is told. */
final class TimingChecks {

  private static final String TIME_OF_DAY = "a time of day, HH:mm from 00:00 to 23:59";
  private static final int TIME_LENGTH = 5;

  private TimingChecks() {}

  /** Words that this version doesn't know. */
  static @Nullable Findings symbols(@Nullable Findings sofar, MerchantContact contact) {
    Findings found = sofar;
    Map<String, List<NoticeChannel>> preferences = contact.getPreferences();
    if (preferences != null) {
      for (Map.Entry<String, List<NoticeChannel>> preference : preferences.entrySet()) {
        if (preference.getValue().contains(NoticeChannel.OTHER)) {
          found =
              Symbols.known(
                  found,
                  "preferences." + preference.getKey(),
                  NoticeChannel.OTHER,
                  NoticeChannel.getClassSchema());
        }
      }
    }
    QuietHours quiet = contact.getQuiet();
    List<Weekday> days = quiet == null ? null : quiet.getDays();
    return days != null && days.contains(Weekday.OTHER)
        ? Symbols.known(found, "quiet.days", Weekday.OTHER, Weekday.getClassSchema())
        : found;
  }

  static @Nullable Findings check(@Nullable Findings sofar, MerchantContact contact) {
    Findings found = sofar;
    Long revision = contact.getRevision();
    if (revision != null) {
      found = Checks.revision(found, "revision", revision);
    }
    found = preferences(found, contact.getPreferences());
    QuietHours quiet = contact.getQuiet();
    if (quiet != null) {
      found = quiet(found, quiet);
    }
    String digest = contact.getDigest();
    return digest == null ? found : timeOfDay(found, "digest", digest);
  }

  private static @Nullable Findings preferences(
      @Nullable Findings sofar, @Nullable Map<String, List<NoticeChannel>> preferences) {
    if (preferences == null) {
      return sofar;
    }
    Findings found = sofar;
    for (Map.Entry<String, List<NoticeChannel>> preference : preferences.entrySet()) {
      String kind = preference.getKey();
      if (!NoticeKinds.isKnown(kind)) {
        found = add(found, "preferences", kind, "one of " + String.join(", ", NoticeKinds.ALL));
      } else if (preference.getValue().isEmpty() && NoticeKinds.NEVER_REFUSED.contains(kind)) {
        found = add(found, "preferences." + kind, "[]", "at least one channel");
      }
    }
    return found;
  }

  private static @Nullable Findings quiet(@Nullable Findings sofar, QuietHours quiet) {
    Findings found = timeOfDay(sofar, "quiet.from", quiet.getFrom());
    found = timeOfDay(found, "quiet.to", quiet.getTo());
    return quiet.getFrom() != null && quiet.getFrom().equals(quiet.getTo())
        ? add(found, "quiet.to", quiet.getTo(), "another time than quiet.from")
        : found;
  }

  private static @Nullable Findings timeOfDay(
      @Nullable Findings found, String field, @Nullable String text) {
    return text != null && isTimeOfDay(text) ? found : add(found, field, text, TIME_OF_DAY);
  }

  private static boolean isTimeOfDay(String text) {
    if (text.length() != TIME_LENGTH || text.charAt(2) != ':') {
      return false;
    }
    int hour = number(text, 0);
    int minute = number(text, 3);
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  }

  /** Two ASCII digits; -1 where they are none. */
  private static int number(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
