package renewals.stack.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes up merchants of every sort. */
public final class Merchants {

  private static final int SORTS = 6;

  /** Of each sort eight. In a large crowd most have one address that works. */
  private static final int OF_EVERY_SORT = 8 * SORTS;

  private static final int MAIL_ONLY = 0;
  private static final int WEBHOOK_ONLY = 2;
  private static final int ALWAYS = -1;

  private Merchants() {}

  /** So many merchants: with mail, webhook or both; some webhooks fail at first, some always. */
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
    return number % 3 == 0 ? MAIL_ONLY : WEBHOOK_ONLY;
  }

  private static Merchant merchant(String id, int number) {
    String locale = number % 2 == 0 ? "zh-CN" : "en";
    String email = id.toLowerCase(Locale.ROOT) + "@shops.example";
    String hook = "/hooks/" + id;
    return switch (sortOf(number)) {
      case MAIL_ONLY, 1 -> new Merchant(id, locale, email, null, 0);
      case WEBHOOK_ONLY -> new Merchant(id, locale, null, hook, 0);
      case 3 -> new Merchant(id, locale, email, hook, 0);
      case 4 -> new Merchant(id, locale, null, hook, 3);
      default -> new Merchant(id, locale, email, hook, ALWAYS);
    };
  }
}
