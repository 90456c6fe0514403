package renewals.bench.notices;

import java.util.function.IntFunction;

/**
 * Receivers that take connections and never answer. Each has a merchant of its own but the last.
 */
enum Disturbance {
  NONE("none", 0, 1, true),
  FOUR_SILENT("four silent", 4, 1, true),
  FOUR_WITH_PORTS("four silent of 32 ports each", 4, 32, true),
  ONE_WITH_HOSTS("64 silent hosts of one merchant", 64, 1, false);

  private static final int FIRST_HOST = 1;

  private final String label;
  private final int hosts;
  private final int ports;
  private final boolean ownMerchants;

  Disturbance(String label, int hosts, int ports, boolean ownMerchants) {
    this.label = label;
    this.hosts = hosts;
    this.ports = ports;
    this.ownMerchants = ownMerchants;
  }

  String label() {
    return label;
  }

  int hosts() {
    return hosts;
  }

  int ports() {
    return ports;
  }

  /** The merchant that a host belongs to. */
  IntFunction<String> merchants() {
    return host -> ownMerchants ? "silent-" + host : "silent";
  }

  /** A loopback address of its own for each. */
  static String addressOf(int host) {
    return "127.0.2." + (FIRST_HOST + host);
  }
}
