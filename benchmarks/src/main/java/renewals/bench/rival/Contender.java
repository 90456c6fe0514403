package renewals.bench.rival;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import renewals.schemas.Topics;

/** What is compared: each reads the three input topics, exactly-once, with the same settings. */
public enum Contender {
  /** The activation service as it is shipped, all rules on. */
  OURS("ours", Topics.RENEWAL_ACTIVATIONS.name()),
  /** Another build of the service, to see what a change of ours brings. */
  BASELINE("baseline", Topics.RENEWAL_ACTIVATIONS.name()),
  /** Copies each record's bytes: what the framework costs alone. */
  PASS_THROUGH("pass-through", "bench-pass-through"),
  /** Reads each record's Avro and writes it again: the floor with Avro in and out. */
  PASS_THROUGH_AVRO("pass-through-avro", "bench-pass-through-avro"),
  /** Two left joins with windows, in the DSL. */
  DSL_JOINS("dsl-joins", "bench-dsl-joins");

  private final String label;
  private final String answers;

  Contender(String label, String answers) {
    this.label = label;
    this.answers = answers;
  }

  /** Its name on the command line and in tables. */
  public String label() {
    return label;
  }

  /** The topic that is held against the oracle. */
  public String answers() {
    return answers;
  }

  /** All topics it writes for others to read. */
  public List<String> outputs() {
    return isService() ? List.of(answers, Topics.RENEWAL_UPDATES.name()) : List.of(answers);
  }

  /** Whether it is our service, in this build or another. */
  public boolean isService() {
    return this == OURS || this == BASELINE;
  }

  /** Whether its answers are copies of what it read, not activations. */
  public boolean copies() {
    return this == PASS_THROUGH || this == PASS_THROUGH_AVRO;
  }

  /** The contender of that name. */
  public static Optional<Contender> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }
}
