package renewals.producer.callback.query;

import java.util.List;
import java.util.Optional;
import renewals.v1.PaymentEvent;

/**
 * What a channel says of an order.
 *
 * @param isFound whether there is such an order
 * @param facts of its money, the payment first
 * @param unknown what it hints at without saying it, for operators
 */
public record OrderAnswer(boolean isFound, List<PaymentEvent> facts, Optional<String> unknown) {

  /** There is no such order. */
  public static final OrderAnswer NOT_FOUND = new OrderAnswer(false, List.of(), Optional.empty());

  /** No money has moved by it, or for good. */
  public static final OrderAnswer NO_EVENT = new OrderAnswer(true, List.of(), Optional.empty());

  public OrderAnswer {
    facts = List.copyOf(facts);
  }

  /** Facts, and nothing else to know. */
  public static OrderAnswer of(List<PaymentEvent> facts) {
    return new OrderAnswer(true, facts, Optional.empty());
  }

  /** Facts, and what they leave open. */
  public static OrderAnswer unknown(List<PaymentEvent> facts, String unknown) {
    return new OrderAnswer(true, facts, Optional.of(unknown));
  }
}
