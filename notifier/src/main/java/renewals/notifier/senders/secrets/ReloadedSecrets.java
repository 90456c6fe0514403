package renewals.notifier.senders.secrets;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.SettingException;

/**
 * The secrets in force. They are read again every few seconds, so that a secret is replaced without
 * a restart; what can't be read leaves the earlier ones in force. What is missing is believed the
 * second time: a file that is being written lacks its end, and a notice that finds no secret is
 * given up. Thread-safe.
 *
 * @param <S> a secret, ready for use
 */
public final class ReloadedSecrets<S> {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedSecrets.class);
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<MerchantSecrets<S>> source;
  private final LongSupplier nanos;
  private MerchantSecrets<S> inForce;

  /** Whether the reading before lacked something, too. */
  private boolean isLacking;

  private String state = Health.READY;
  private long readAt;

  /**
   * Reads them for the first time.
   *
   * @param source reads them; throws {@link SettingException} if they are not what is expected
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public ReloadedSecrets(Supplier<MerchantSecrets<S>> source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
    this.inForce = source.get();
    this.readAt = nanos.getAsLong();
    sayUnused();
  }

  /** Those in force now. */
  public synchronized MerchantSecrets<S> get() {
    long now = nanos.getAsLong();
    if (now - readAt >= EVERY_NANOS) {
      readAt = now;
      readAgain();
    }
    return inForce;
  }

  /** {@link Health#READY}, or why those of before are in force. */
  public synchronized String state() {
    get();
    return state;
  }

  private void readAgain() {
    try {
      MerchantSecrets<S> fresh = source.get();
      state = Health.READY;
      boolean wasLacking = isLacking;
      isLacking = !fresh.keepsAllOf(inForce);
      if (isLacking && !wasLacking) {
        return;
      }
      isLacking = false;
      boolean isNews = !fresh.unused().equals(inForce.unused());
      inForce = fresh;
      if (isNews) {
        sayUnused();
      }
    } catch (SettingException e) {
      if (state.equals(Health.READY)) {
        LOG.error("Secrets of before stay in force: {}", e.getMessage());
      }
      state = "those of before are in force: " + e.getMessage();
    }
  }

  private void sayUnused() {
    if (!inForce.unused().isEmpty()) {
      LOG.warn(
          "Secrets that no merchant may use, as {}<name> is not set: {}",
          inForce.merchantsSetting(),
          inForce.unused());
    }
  }

  /** The names alone. */
  @Override
  public synchronized String toString() {
    return inForce.toString();
  }
}
