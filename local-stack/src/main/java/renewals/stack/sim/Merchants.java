package renewals.stack.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes up merchants of every sort. */
final class Merchants {

  private static final int SORTS = 6;
  private static final int ALWAYS = -1;

  private Merchants() {}

  /** So many merchants: with mail, webhook or both; some webhooks fail at first, some always. */
  static List<Merchant> make(int count) {
    List<Merchant> merchants = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      merchants.add(merchant("M-%03d".formatted(n + 1), n));
    }
    return merchants;
  }

  private static Merchant merchant(String id, int number) {
    String locale = number % 2 == 0 ? "zh-CN" : "en";
    String email = id.toLowerCase(Locale.ROOT) + "@shops.example";
    String hook = "/hooks/" + id;
    return switch (number % SORTS) {
      case 0, 1 -> new Merchant(id, locale, email, null, 0);
      case 2 -> new Merchant(id, locale, null, hook, 0);
      case 3 -> new Merchant(id, locale, email, hook, 0);
      case 4 -> new Merchant(id, locale, null, hook, 3);
      default -> new Merchant(id, locale, email, hook, ALWAYS);
    };
  }
}
