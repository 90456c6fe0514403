package renewals.notifier.codec;

import renewals.notifier.domain.delivery.AddressHealth;

/** How a failing address is doing, as it is kept. The address itself doesn't stand in it. */
public final class AddressHealthState {

  private static final int VERSION = 1;

  private AddressHealthState() {}

  /** The bytes to keep. */
  public static byte[] write(AddressHealth health) {
    return new StateWriter(VERSION)
        .text(health.mark())
        .time(health.failingSince())
        .time(health.failedLast())
        .time(health.pausedAt())
        .time(health.probedAt())
        .toBytes();
  }

  /** What was kept. */
  public static AddressHealth read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    return new AddressHealth(in.text(), in.time(), in.time(), in.optionalTime(), in.optionalTime());
  }
}
