package renewals.bench.result;

/**
 * What was found.
 *
 * @param expected how many answers there had to be
 * @param missing answers that are not there
 * @param wrong answers too many: doubled, or of renewals that must not be activated
 */
public record Findings(long expected, long missing, long wrong) {}
