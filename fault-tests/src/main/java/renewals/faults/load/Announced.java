package renewals.faults.load;

import java.util.Set;

/**
 * An announcement that was sent while the experiment went on.
 *
 * @param announcementId which
 * @param activated the renewals whose activation was committed before it was sent, so that their
 *     cards were known when it came
 */
public record Announced(String announcementId, Set<String> activated) {}
