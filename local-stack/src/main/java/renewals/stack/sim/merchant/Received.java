package renewals.stack.sim.merchant;

import java.util.List;
import java.util.Map;

/**
 * What reached the merchants.
 *
 * @param notices how often each was taken, by its id; without SMS, which name none
 * @param sms what came of SMS, by the merchant's id
 * @param changed ids that came with other words in another try
 * @param badSignatures webhooks that were not signed as they should be
 * @param refusals tries that merchants' webhooks refused
 * @param proven webhooks that took their challenge
 * @param earlyLinks notices with a link that came to a webhook before it did
 */
public record Received(
    Map<String, Integer> notices,
    Map<String, SmsCount> sms,
    List<String> changed,
    int badSignatures,
    int refusals,
    int proven,
    int earlyLinks) {}
