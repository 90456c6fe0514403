package renewals.stack.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import renewals.stack.sim.scenario.Phone.Habit;

/** Makes up merchants of every sort. */
public final class Merchants {

  /** In which order the platform tries channels, by kind, for who has not said any. */
  public static final Map<String, List<String>> PLATFORMS_ORDERS =
      Map.of("ACTIVATED", Merchant.SMS_FIRST);

  private static final int SORTS = 8;

  /** Of each sort six. In a large crowd all have addresses that work. */
  private static final int OF_EVERY_SORT = 6 * SORTS;

  private static final int MAIL_ONLY = 0;
  private static final int PHONE_AND_MAIL = 1;
  private static final int PHONE_AND_WEBHOOK = 2;
  private static final int ALWAYS = -1;

  private Merchants() {}

  /**
   * So many merchants: most with a phone, some with mail or webhook only; some phones are off, some
   * webhooks fail at first, some always.
   */
  public static List<Merchant> make(int count) {
    List<Merchant> merchants = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      merchants.add(merchant("M-%03d".formatted(n + 1), n));
    }
    return merchants;
  }

  private static int sortOf(int number) {
    if (number < OF_EVERY_SORT) {
      return number % SORTS;
    }
    return switch (number % 3) {
      case 0 -> MAIL_ONLY;
      case 1 -> PHONE_AND_MAIL;
      default -> PHONE_AND_WEBHOOK;
    };
  }

  private static Merchant merchant(String id, int number) {
    String locale = number % 2 == 0 ? "zh-CN" : "en";
    String email = id.toLowerCase(Locale.ROOT) + "@shops.example";
    String hook = "/hooks/" + id;
    return switch (sortOf(number)) {
      case MAIL_ONLY -> new Merchant(id, locale, email, null, 0);
      case PHONE_AND_MAIL -> new Merchant(id, locale, phone(number, Habit.READS), email, null, 0);
      case PHONE_AND_WEBHOOK -> new Merchant(id, locale, phone(number, Habit.READS), null, hook, 0);
      case 3 -> new Merchant(id, locale, email, hook, 0);
      case 4 -> new Merchant(id, locale, phone(number, Habit.OFF), null, hook, 3);
      case 5 -> new Merchant(id, locale, phone(number, Habit.READS), email, hook, ALWAYS);
      case 6 -> new Merchant(id, locale, phone(number, Habit.SILENT), email, null, 0);
      default -> new Merchant(id, locale, phone(number, Habit.READS), null, null, 0);
    };
  }

  private static Phone phone(int number, Habit habit) {
    return Phone.of(number + 1, habit);
  }
}
