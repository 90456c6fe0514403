package renewals.stack.sim;

import java.util.List;

/**
 * What happens to one renewal.
 *
 * @param acts in the order in which they are sent
 */
record Story(String renewalId, Plot plot, Merchant merchant, List<Act> acts) {}
