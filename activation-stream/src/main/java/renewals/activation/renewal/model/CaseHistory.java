package renewals.activation.renewal.model;

import java.util.List;

/**
 * What a case has said so far.
 *
 * @param updates how many updates it has given: their ids count on from there
 * @param timeline what was said, oldest first
 */
public record CaseHistory(int updates, List<TimelineEntry> timeline) {

  /** That of a case that has said nothing. */
  public static final CaseHistory NONE = new CaseHistory(0, List.of());
}
