package renewals.activation.announcement.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an announcement is for, by renewals; all that is given must fit.
 *
 * @param carrierIds null for all
 * @param channelIds null for all
 * @param planIds null for all
 */
public record Audience(
    @Nullable Set<String> carrierIds,
    @Nullable Set<String> channelIds,
    @Nullable Set<String> planIds) {

  /** Sets of its own. */
  public Audience {
    carrierIds = carrierIds == null ? null : Set.copyOf(carrierIds);
    channelIds = channelIds == null ? null : Set.copyOf(channelIds);
    planIds = planIds == null ? null : Set.copyOf(planIds);
  }

  /**
   * Whether a renewal fits.
   *
   * @param planId null where it isn't known, as of renewals that were booked before plans were kept
   *     with them: it fits only where all plans do
   */
  public boolean fits(String carrierId, String channelId, @Nullable String planId) {
    return holds(carrierIds, carrierId) && holds(channelIds, channelId) && holds(planIds, planId);
  }

  private static boolean holds(@Nullable Set<String> allowed, @Nullable String given) {
    return allowed == null || (given != null && allowed.contains(given));
  }
}
