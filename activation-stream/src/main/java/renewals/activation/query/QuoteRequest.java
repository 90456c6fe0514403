package renewals.activation.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import renewals.activation.query.state.PeerClient;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.schemas.contract.Iccid;
import renewals.schemas.contract.Validity;
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

  private static final String POLICIES = "STACK or RESET";
  private static final String BYTES = "a whole number of bytes, at least 0";

  /**
   * Reads the parameters of a query; an empty one is absent.
   *
   * @throws QueryParameters.Refused they are not as the contract demands
   */
  static QuoteRequest read(Map<String, List<String>> parameters) throws QueryParameters.Refused {
    QueryParameters reading = new QueryParameters(parameters, NAMES);
    Iccid iccid = reading.optional(ICCID, Iccid.EXPECTATION, Iccid::parse).orElse(null);
    String carrierId =
        reading.required(CARRIER, QueryParameters.ID, QueryParameters::id).orElse("");
    String channelId =
        reading.optional(CHANNEL, QueryParameters.ID, QueryParameters::id).orElse(null);
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
}
