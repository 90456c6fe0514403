package renewals.activation.domain;

/**
 * The head of a card's ledger.
 *
 * @param coverage how long the card is good for
 * @param entries how many entries the ledger has
 * @param latestMerchantId the merchant of the latest renewal
 */
public record Card(Coverage coverage, int entries, String latestMerchantId) {}
