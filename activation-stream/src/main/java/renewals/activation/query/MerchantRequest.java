package renewals.activation.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.Times;

/**
 * What {@code GET /v1/merchants/{merchantId}/cards} and {@code /renewals} are asked.
 *
 * @param expiresBefore only cards that expire before; null for all
 * @param cardState only cards of this state; null for all
 * @param renewalState only renewals of this state; null for all
 * @param limit how many at most
 * @param behind the text of the cursor; empty for the first
 */
record MerchantRequest(
    String merchantId,
    @Nullable Instant expiresBefore,
    @Nullable CardFilter cardState,
    @Nullable State renewalState,
    int limit,
    String behind) {

  /** How many are answered at once. */
  static final int MOST = 500;

  private static final int USUAL = 100;
  private static final String MERCHANT = "merchantId";
  private static final String EXPIRES = "expiresBefore";
  private static final String STATE = "state";
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final String LIMITS = "a whole number from 1 to " + MOST;
  private static final String CURSORS = "the cursor of an answer to the same question";

  /** Which cards are wanted: of an expiry, or of what their carrier says. */
  enum CardFilter {
    ACTIVE,
    EXPIRED,
    UNKNOWN,
    SUSPENDED,
    CLOSED
  }

  /**
   * Reads a question for cards.
   *
   * @throws QueryParameters.Refused it is not as the contract demands
   */
  static MerchantRequest ofCards(String merchantId, Map<String, List<String>> given)
      throws QueryParameters.Refused {
    QueryParameters reading = new QueryParameters(given, Set.of(EXPIRES, STATE, LIMIT, CURSOR));
    checkId(merchantId, reading);
    Instant before = reading.optional(EXPIRES, Times.EXPECTATION, Times::read).orElse(null);
    CardFilter state =
        reading
            .optional(STATE, listed(CardFilter.values()), text -> one(CardFilter.values(), text))
            .orElse(null);
    int limit = reading.optional(LIMIT, LIMITS, MerchantRequest::limit).orElse(USUAL);
    String behind =
        reading
            .optional(
                CURSOR,
                CURSORS,
                text -> decoded(text).filter(place -> CardPlace.read(place).isPresent()))
            .orElse("");
    reading.end();
    return new MerchantRequest(merchantId, before, state, null, limit, behind);
  }

  /**
   * Reads a question for renewals.
   *
   * @throws QueryParameters.Refused it is not as the contract demands
   */
  static MerchantRequest ofRenewals(String merchantId, Map<String, List<String>> given)
      throws QueryParameters.Refused {
    QueryParameters reading = new QueryParameters(given, Set.of(STATE, LIMIT, CURSOR));
    checkId(merchantId, reading);
    State state =
        reading
            .optional(STATE, listed(State.values()), text -> one(State.values(), text))
            .orElse(null);
    int limit = reading.optional(LIMIT, LIMITS, MerchantRequest::limit).orElse(USUAL);
    String behind =
        reading
            .optional(CURSOR, CURSORS, text -> decoded(text).filter(EventContract::isId))
            .orElse("");
    reading.end();
    return new MerchantRequest(merchantId, null, null, state, limit, behind);
  }

  /** The same question as a path, which another instance is asked. */
  String path(String what) {
    StringJoiner query = new StringJoiner("&");
    query.add(LIMIT + "=" + limit);
    if (expiresBefore != null) {
      query.add(EXPIRES + "=" + expiresBefore);
    }
    if (cardState != null) {
      query.add(STATE + "=" + cardState);
    }
    if (renewalState != null) {
      query.add(STATE + "=" + renewalState);
    }
    if (!behind.isEmpty()) {
      query.add(CURSOR + "=" + cursor(behind));
    }
    return "/v1/merchants/" + merchantId + "/" + what + "?" + query;
  }

  /** A place in a list as who asks gets it. */
  static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> decoded(String cursor) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Optional.of(place).filter(text -> cursor(text).equals(cursor));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void checkId(String merchantId, QueryParameters reading) {
    if (!EventContract.isId(merchantId)) {
      reading.refuse(new Violation(MERCHANT, merchantId, QueryParameters.ID));
    }
  }

  private static Optional<Integer> limit(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(count -> count >= 1 && count <= MOST);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> Optional<E> one(E[] values, String text) {
    return List.of(values).stream().filter(value -> value.name().equals(text)).findFirst();
  }

  private static <E extends Enum<E>> String listed(E[] values) {
    StringJoiner names = new StringJoiner(", ", "one of ", "");
    List.of(values).forEach(value -> names.add(value.name()));
    return names.toString();
  }
}
