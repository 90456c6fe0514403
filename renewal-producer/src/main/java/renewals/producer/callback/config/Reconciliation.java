package renewals.producer.callback.config;

import java.util.List;
import java.util.Optional;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.query.NumberTemplates;
import renewals.producer.callback.query.OrderQuery;

/**
 * How a channel is asked.
 *
 * @param query asks it for one order
 * @param orders how the numbers of a renewal's orders are made
 * @param pattern how notices are read: which renewal a number is of
 */
public record Reconciliation(OrderQuery query, NumberTemplates orders, OrderNumbers pattern) {

  /**
   * The numbers of a renewal's orders, template by template. A number that a notice would be read
   * by as another renewal's is left out: {@code R-1_1} may be a renewal, and the first try to pay
   * for {@code R-1}, whose money would count for both.
   */
  public List<List<String>> numbersOf(String renewalId) {
    Optional<String> own = Optional.of(renewalId);
    return orders.numbers(renewalId).stream()
        .map(
            numbers ->
                numbers.stream().filter(number -> pattern.renewalId(number).equals(own)).toList())
        .filter(numbers -> !numbers.isEmpty())
        .toList();
  }
}
