package renewals.activation.estimate.learn;

import java.util.Comparator;
import renewals.activation.estimate.model.Basis;

/** How often {@code by} held, over the last fortnight. */
public final class QuotedTimes {

  public static final Comparator<Of> ORDER =
      Comparator.comparing(Of::carrierId).thenComparing(Of::channelId).thenComparing(Of::basis);

  private QuotedTimes() {}

  /** Which promises: of renewals at this carrier through this channel, resting on this. */
  public record Of(String carrierId, String channelId, Basis basis) {}

  /** How many promises held and how many were broken. */
  public record Kept(long held, long broken) {

    /** Share of promises that held, from 0 to 1; of none, 1. */
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
