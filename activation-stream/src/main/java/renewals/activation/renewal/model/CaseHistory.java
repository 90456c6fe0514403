package renewals.activation.renewal.model;

import java.util.List;

/**
 * The updates that a case has given so far.
 *
 * @param updates how many updates it has given: their ids count on from there
 * @param timeline the lines of the timeline, oldest first
 */
public record CaseHistory(int updates, List<TimelineEntry> timeline) {

  /** That of a case without updates. */
  public static final CaseHistory NONE = new CaseHistory(0, List.of());
}
