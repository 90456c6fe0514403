package renewals.portal.ops;

import java.util.List;

/**
 * What the operators' search shows.
 *
 * @param typed what was looked for; empty before
 * @param said how many there are, or why none
 * @param missing whether something may be missing because nobody answers
 */
public record SearchView(String typed, String said, boolean missing, List<Hit> hits) {

  /** One renewal, in a line. */
  public record Hit(
      String renewalId,
      String url,
      String state,
      String usable,
      String merchant,
      String terminal,
      String card,
      String carrier) {}
}
