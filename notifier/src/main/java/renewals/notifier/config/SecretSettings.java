package renewals.notifier.config;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import renewals.kit.Settings;
import renewals.notifier.senders.secrets.MerchantSecrets;
import renewals.notifier.senders.secrets.ReloadedSecrets;

/** Secrets that are read again while the service runs. */
final class SecretSettings {

  private SecretSettings() {}

  /**
   * The first reading is of the settings that all others are of, so that it counts as asked for.
   */
  static <S> ReloadedSecrets<S> reloaded(
      Settings settings, Function<Settings, MerchantSecrets<S>> reader) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    return new ReloadedSecrets<>(
        () -> reader.apply(isFirst.getAndSet(false) ? settings : settings.again()),
        System::nanoTime);
  }
}
