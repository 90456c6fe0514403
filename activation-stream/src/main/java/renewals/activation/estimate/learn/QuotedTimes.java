package renewals.activation.estimate.learn;

import java.util.Comparator;
import renewals.activation.estimate.model.Basis;

/** How often {@code by} held, over the last fortnight. */
public final class QuotedTimes {

  public static final Comparator<Of> ORDER =
      Comparator.comparing(Of::carrierId).thenComparing(Of::channelId).thenComparing(Of::basis);

  private QuotedTimes() {}

  /** Which quoted times: of renewals at this carrier through this channel, resting on this. */
  public record Of(String carrierId, String channelId, Basis basis) {}

  /** How many quoted times were kept and how many were missed. */
  public record Kept(long held, long broken) {

    /** Share of quoted times that were kept, from 0 to 1; of none, 1. */
    public double share() {
      long all = held + broken;
      return all == 0 ? 1 : (double) held / all;
    }

    /** Both added up. */
    public Kept plus(Kept other) {
      return new Kept(held + other.held, broken + other.broken);
    }
  }
}
