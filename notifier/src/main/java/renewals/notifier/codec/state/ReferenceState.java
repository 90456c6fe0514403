package renewals.notifier.codec.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a gateway's reference: the notice that has it, the report, or both.
 *
 * @param referent null while only the report has come
 * @param report null while it hasn't come
 * @param since when the notice came, or the report while there is none
 */
public record ReferenceState(@Nullable Referent referent, @Nullable Report report, Instant since) {

  private static final int VERSION = 1;

  /**
   * A gateway's last word.
   *
   * @param reason why it wasn't delivered; null where it was
   */
  public record Report(boolean isDelivered, @Nullable String reason) {}

  /** The bytes to keep. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(VERSION).time(since).octet(referent == null ? 0 : 1);
    if (referent != null) {
      out.text(referent.merchantId())
          .text(referent.noticeId())
          .time(referent.causeAt())
          .count(referent.attempt());
    }
    out.octet(report == null ? 0 : 1);
    if (report != null) {
      out.octet(report.isDelivered() ? 1 : 0).text(report.reason());
    }
    return out.toBytes();
  }

  /** What was kept. */
  public static ReferenceState read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    Instant since = in.time();
    Referent referent =
        in.octet() == 0 ? null : new Referent(in.text(), in.text(), in.optionalTime(), in.count());
    Report report = in.octet() == 0 ? null : new Report(in.octet() == 1, in.optionalText());
    return new ReferenceState(referent, report, since);
  }
}
