package renewals.producer.callback.notice;

import java.util.List;
import renewals.v1.PaymentEvent;

/** What a notice says whose proof holds. */
public sealed interface Reading {

  /** Facts about money, in the order in which they came about; all of them count, or none. */
  record Facts(List<PaymentEvent> facts) implements Reading {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** Nothing that the pipeline wants to know. */
  record Nothing(Why why) implements Reading {}

  /** Why nothing. */
  enum Why {
    /** Its order number isn't one of a renewal. */
    ANOTHER_BUSINESS,
    /** No money has moved by it. */
    NO_EVENT
  }

  /** One fact. */
  static Reading of(PaymentEvent fact) {
    return new Facts(List.of(fact));
  }

  /** Nothing by which money has moved. */
  static Reading noEvent() {
    return new Nothing(Why.NO_EVENT);
  }
}
