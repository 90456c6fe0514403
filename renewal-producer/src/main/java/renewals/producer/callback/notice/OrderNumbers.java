package renewals.producer.callback.notice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.schemas.contract.EventContract;

/**
 * How the order numbers of a channel are read: each try to pay needs one of its own.
 *
 * @param pattern the whole number matches it, and its one group is the renewalId
 */
public record OrderNumbers(Pattern pattern) {

  /** The order number is the renewalId. */
  public static final String USUAL = "(.*)";

  /**
   * Numbers of a pattern.
   *
   * @throws IllegalArgumentException it isn't a regular expression with one group
   */
  public OrderNumbers {
    int groups = pattern.matcher("").groupCount();
    if (groups != 1) {
      throw new IllegalArgumentException(
          "the pattern has %d groups, expected one".formatted(groups));
    }
  }

  /** The renewal that an order is for; empty where it is for another business. */
  public Optional<String> renewalId(String orderNumber) {
    Matcher matcher = pattern.matcher(orderNumber);
    return matcher.matches()
        ? Optional.ofNullable(matcher.group(1)).filter(EventContract::isId)
        : Optional.empty();
  }
}
