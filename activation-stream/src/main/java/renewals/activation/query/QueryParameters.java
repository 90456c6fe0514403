package renewals.activation.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;

/** Reads the parameters of a query one by one and gathers what is wrong; an empty one is absent. */
final class QueryParameters {

  /** What is expected of an id. */
  static final String ID = "1 to 64 of A-Z a-z 0-9 _ . : -";

  private final Map<String, List<String>> parameters;
  private final Set<String> names;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * The parameters of one query.
   *
   * @param names those that there may be
   */
  QueryParameters(Map<String, List<String>> parameters, Set<String> names) {
    this.parameters = parameters;
    this.names = names;
  }

  /** A query that can't be answered. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    Refused(List<Violation> violations) {
      super(violations.getFirst().toString());
      this.violations = List.copyOf(violations);
    }

    /** Each bad field, the value given and what was expected. */
    List<Violation> violations() {
      return violations;
    }
  }

  @FunctionalInterface
  interface Parser<T> {
    Optional<T> parse(String text);
  }

  /** An id by the contract. */
  static Optional<String> id(String text) {
    return Optional.of(text).filter(EventContract::isId);
  }

  <T> Optional<T> required(String name, String expected, Parser<T> parser) {
    if (given(name).isEmpty()) {
      violations.add(new Violation(name, Violation.NOTHING, expected));
    }
    return optional(name, expected, parser);
  }

  <T> Optional<T> optional(String name, String expected, Parser<T> parser) {
    Optional<String> given = given(name);
    Optional<T> parsed = given.flatMap(parser::parse);
    if (given.isPresent() && parsed.isEmpty()) {
      violations.add(new Violation(name, given.get(), expected));
    }
    return parsed;
  }

  /** Says that something else than a parameter won't do. */
  void refuse(Violation violation) {
    violations.add(violation);
  }

  private Optional<String> given(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      violations.add(new Violation(name, values.size() + " values", "one"));
    }
    return values.stream().findFirst().map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * Says that all has been read.
   *
   * @throws Refused something won't do
   */
  void end() throws Refused {
    parameters.keySet().stream()
        .filter(name -> !names.contains(name))
        .sorted()
        .forEach(name -> violations.add(new Violation(name, "a parameter", "none of this name")));
    if (!violations.isEmpty()) {
      throw new Refused(violations.stream().distinct().toList());
    }
  }
}
