package renewals.parties.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The events of the contract, and by which of their fields a claim is bound.
 *
 * <p>Source: partners, "The file".
 */
public enum Binding {
  RENEWAL_REQUESTED("renewal-requested", Binding.CHANNEL, true),
  PAYMENT("payment", Binding.CHANNEL, false),
  CARRIER_REVIEW("carrier-review", Binding.CARRIER, false),
  CARRIER_STATUS("carrier-status", Binding.CARRIER, false),
  CARD_USAGE("card-usage", Binding.CARRIER, false),
  CARD_STATUS("card-status", Binding.CARRIER, false),
  ANNOUNCEMENT("announcement", "", false),
  MERCHANT_CONTACT("merchant-contact", "", true);

  static final String CHANNEL = "channelId";
  static final String CARRIER = "carrierId";
  static final String MERCHANT = "merchantId";

  private static final Map<String, Binding> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Binding::eventName, Function.identity()));

  private final String eventName;
  private final String speaker;
  private final boolean merchant;

  Binding(String eventName, String speaker, boolean merchant) {
    this.eventName = eventName;
    this.speaker = speaker;
    this.merchant = merchant;
  }

  /** The event of that name in JSON. */
  public static Optional<Binding> named(String eventName) {
    return Optional.ofNullable(BY_NAME.get(eventName));
  }

  /** The names of all events, in the contract's order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Binding::eventName).toList();
  }

  /** The event's name in JSON. */
  public String eventName() {
    return eventName;
  }

  /** Whether a field names who speaks by the event: its channel or its carrier. */
  public boolean isSpokenBy(String field) {
    return field.equals(speaker);
  }

  /** Whether a field of the event says for whom it speaks. */
  boolean binds(String field) {
    return field.equals(speaker) || (merchant && field.equals(MERCHANT));
  }
}
