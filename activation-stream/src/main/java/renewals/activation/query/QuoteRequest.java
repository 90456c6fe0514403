package renewals.activation.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Iccid;
import renewals.schemas.contract.Validity;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.Times;

/**
 * What {@code GET /v1/quotes} is asked.
 *
 * @param iccid null where it is to be computed from what was given alone
 * @param channelId null for the one that is usable first
 * @param currentValidUntil when the card expires as who asks knows it, null where he doesn't
 */
record QuoteRequest(
    @Nullable Iccid iccid,
    String carrierId,
    @Nullable String channelId,
    Plan plan,
    @Nullable Instant currentValidUntil) {

  private static final String ICCID = "iccid";
  private static final String CARRIER = "carrierId";
  private static final String CHANNEL = "channelId";
  private static final String VALIDITY = "validity";
  private static final String POLICY = "policy";
  private static final String CURRENT = "currentValidUntil";
  private static final String DATA = "dataBytes";
  private static final Set<String> NAMES =
      Set.of(ICCID, CARRIER, CHANNEL, VALIDITY, POLICY, CURRENT, DATA);

  private static final String ID = "1 to 64 of A-Z a-z 0-9 _ . : -";
  private static final String POLICIES = "STACK or RESET";
  private static final String BYTES = "a whole number of bytes, at least 0";

  /** A request that can't be answered. */
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

  /**
   * Reads the parameters of a query; an empty one is absent.
   *
   * @throws Refused they are not as the contract demands
   */
  static QuoteRequest read(Map<String, List<String>> parameters) throws Refused {
    Reading reading = new Reading(parameters);
    Iccid iccid = reading.optional(ICCID, Iccid.EXPECTATION, Iccid::parse).orElse(null);
    String carrierId = reading.required(CARRIER, ID, QuoteRequest::id).orElse("");
    String channelId = reading.optional(CHANNEL, ID, QuoteRequest::id).orElse(null);
    Period validity =
        reading
            .required(VALIDITY, Validity.EXPECTATION, Validity::parse)
            .map(QuoteRequest::period)
            .orElse(new Period(1, Period.Unit.DAYS));
    Plan.Policy policy =
        reading.optional(POLICY, POLICIES, QuoteRequest::policy).orElse(Plan.Policy.STACK);
    Instant currentValidUntil =
        reading.optional(CURRENT, Times.EXPECTATION, Times::read).orElse(null);
    long dataBytes = reading.optional(DATA, BYTES, QuoteRequest::bytes).orElse(0L);
    reading.end();
    return new QuoteRequest(
        iccid, carrierId, channelId, new Plan("", validity, dataBytes, policy), currentValidUntil);
  }

  /** The same request as the query of a URL, which another instance is asked. */
  String query() {
    StringJoiner query = new StringJoiner("&");
    if (iccid != null) {
      query.add(ICCID + "=" + iccid.canonical());
    }
    query.add(CARRIER + "=" + PeerClient.encoded(carrierId));
    if (channelId != null) {
      query.add(CHANNEL + "=" + PeerClient.encoded(channelId));
    }
    boolean days = plan.validity().unit() == Period.Unit.DAYS;
    query.add(VALIDITY + "=P" + plan.validity().count() + (days ? "D" : "M"));
    query.add(POLICY + "=" + plan.policy());
    if (currentValidUntil != null) {
      query.add(CURRENT + "=" + currentValidUntil);
    }
    query.add(DATA + "=" + plan.dataBytes());
    return query.toString();
  }

  private static Optional<String> id(String text) {
    return Optional.of(text).filter(EventContract::isId);
  }

  private static Period period(Validity validity) {
    return new Period(
        validity.count(),
        switch (validity.unit()) {
          case DAYS -> Period.Unit.DAYS;
          case MONTHS -> Period.Unit.MONTHS;
        });
  }

  private static Optional<Plan.Policy> policy(String text) {
    return switch (text) {
      case "STACK" -> Optional.of(Plan.Policy.STACK);
      case "RESET" -> Optional.of(Plan.Policy.RESET);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> bytes(String text) {
    try {
      return Optional.of(Long.parseLong(text)).filter(bytes -> bytes >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Reads parameter by parameter and gathers what is wrong. */
  private static final class Reading {

    private final Map<String, List<String>> parameters;
    private final List<Violation> violations = new ArrayList<>();

    Reading(Map<String, List<String>> parameters) {
      this.parameters = parameters;
    }

    @FunctionalInterface
    interface Parser<T> {
      Optional<T> parse(String text);
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

    private Optional<String> given(String name) {
      List<String> values = parameters.getOrDefault(name, List.of());
      if (values.size() > 1) {
        violations.add(new Violation(name, values.size() + " values", "one"));
      }
      return values.stream().findFirst().map(String::strip).filter(text -> !text.isEmpty());
    }

    void end() throws Refused {
      parameters.keySet().stream()
          .filter(name -> !NAMES.contains(name))
          .sorted()
          .forEach(name -> violations.add(new Violation(name, "a parameter", "none of this name")));
      if (!violations.isEmpty()) {
        throw new Refused(violations.stream().distinct().toList());
      }
    }
  }
}
