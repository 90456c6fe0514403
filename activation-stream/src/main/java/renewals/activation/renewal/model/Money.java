package renewals.activation.renewal.model;

/**
 * An amount of money.
 *
 * @param minorUnits in the currency's minor unit, fen for CNY; may be negative where it is a
 *     balance
 * @param currency ISO 4217
 */
public record Money(long minorUnits, String currency) {}
