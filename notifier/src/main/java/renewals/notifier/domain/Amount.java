package renewals.notifier.domain;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An amount of money.
 *
 * @param minorUnits in the currency's minor unit, fen for CNY
 * @param currency ISO 4217, upper case
 */
public record Amount(long minorUnits, String currency) {

  /** Of the currencies that this JDK knows and that have a minor unit. */
  private static final Map<String, Integer> DECIMALS =
      Currency.getAvailableCurrencies().stream()
          .filter(known -> known.getDefaultFractionDigits() >= 0)
          .collect(
              Collectors.toUnmodifiableMap(
                  Currency::getCurrencyCode, Currency::getDefaultFractionDigits, Math::max));

  /** The number with the currency's own count of decimals and thousands apart: 1,234.50. */
  public String figure() {
    int decimals = decimalsOf(currency);
    return String.format(
        Locale.ROOT, "%,." + decimals + "f", new BigDecimal(minorUnits).movePointLeft(decimals));
  }

  /** Currencies that this JDK does not know, or that have no minor unit, count in whole units. */
  private static int decimalsOf(String currency) {
    return DECIMALS.getOrDefault(currency, 0);
  }
}
