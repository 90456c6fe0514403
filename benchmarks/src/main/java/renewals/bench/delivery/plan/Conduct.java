package renewals.bench.delivery.plan;

import java.util.Locale;

/** How an address behaves. */
public enum Conduct {
  GOOD,
  /** For a while it takes nothing, and lets whoever comes wait. */
  SLOW,
  /** It never takes anything. */
  DEAD;

  /** One address in ten is slow, one in twenty dead. */
  static final int PERIOD = 20;

  /** That of an address in a run in which some are bad. */
  public static Conduct of(int address) {
    return switch (address % PERIOD) {
      case 3, 13 -> SLOW;
      case 6 -> DEAD;
      default -> GOOD;
    };
  }

  /** In addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
