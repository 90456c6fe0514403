package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One thing that somebody sends. */
public sealed interface ScenarioStep {

  /** When it is sent: after the act before it, at the end of all, or once the card is usable. */
  Timing timing();

  /** See {@link #timing}. */
  enum Timing {
    NEXT,
    AT_THE_END,
    ONCE_USABLE
  }

  /** Which way an event takes into the pipeline. */
  enum Route {
    HTTP,
    FILE,
    KAFKA,
    WRONG_PARTITION
  }

  /**
   * An event of the contract.
   *
   * @param json the event with its type
   */
  record Event(ObjectNode json, Route route, Timing timing) implements ScenarioStep {

    Event by(Route other) {
      return new Event(json, other, timing);
    }

    Event when(Timing other) {
      return new Event(json, route, other);
    }
  }

  /** What can be wrong with bytes. */
  enum Harm {
    WRONG_MAGIC_BYTE("UNREADABLE"),
    TRUNCATED("UNREADABLE"),
    UNKNOWN_SCHEMA("UNKNOWN_SCHEMA"),
    WRONG_KEY("KEY_MISMATCH");

    private final String reason;

    Harm(String reason) {
      this.reason = reason;
    }

    /** The reason of its dead letter, by the contract. */
    public String reason() {
      return reason;
    }
  }

  /**
   * An event whose bytes or key are wrong, written straight to its topic.
   *
   * @param event the event as it would be whole
   */
  record Damage(ObjectNode event, Harm harm, Timing timing) implements ScenarioStep {}
}
