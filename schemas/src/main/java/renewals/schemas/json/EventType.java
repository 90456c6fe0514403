package renewals.schemas.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.v1.Activation;
import renewals.v1.Announcement;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;

/** The types of events: their names in JSON, their Avro types, topics and keys. */
@SuppressWarnings("ImmutableEnumChecker") // the prototype is Avro's mutable type; nobody fills it
public enum EventType {
  RENEWAL_REQUESTED(
      "renewal-requested",
      new RenewalRequested(),
      Topics.RENEWAL_REQUESTS,
      event -> ((RenewalRequested) event).getRenewalId()),
  PAYMENT(
      "payment",
      new PaymentEvent(),
      Topics.RENEWAL_PAYMENTS,
      event -> ((PaymentEvent) event).getRenewalId()),
  CARRIER_REVIEW(
      "carrier-review",
      new CarrierReview(),
      Topics.CARRIER_REVIEWS,
      event -> ((CarrierReview) event).getRenewalId()),
  CARRIER_STATUS(
      "carrier-status",
      new CarrierStatus(),
      Topics.CARRIER_STATUS,
      event -> ((CarrierStatus) event).getCarrierId()),
  CARD_USAGE(
      "card-usage",
      new CardUsage(),
      Topics.CARD_USAGE,
      event -> Iccid.keyOf(((CardUsage) event).getIccid())),
  CARD_STATUS(
      "card-status",
      new CardStatus(),
      Topics.CARD_STATUS,
      event -> Iccid.keyOf(((CardStatus) event).getIccid())),
  ANNOUNCEMENT(
      "announcement",
      new Announcement(),
      Topics.ANNOUNCEMENTS,
      event -> ((Announcement) event).getAnnouncementId()),
  MERCHANT_CONTACT(
      "merchant-contact",
      new MerchantContact(),
      Topics.MERCHANT_CONTACTS,
      event -> ((MerchantContact) event).getMerchantId()),
  ACTIVATION(
      "activation",
      new Activation(),
      Topics.RENEWAL_ACTIVATIONS,
      event -> ((Activation) event).getMerchantId()),
  UPDATE(
      "update", new RenewalUpdate(), Topics.RENEWAL_UPDATES, event -> keyOf((RenewalUpdate) event)),
  RECEIPT(
      "receipt",
      new NoticeReceipt(),
      Topics.NOTICE_RECEIPTS,
      event -> ((NoticeReceipt) event).getMerchantId());

  private static final Map<String, EventType> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::wireName, type -> type));
  private static final Map<String, EventType> BY_SCHEMA =
      Arrays.stream(values())
          .collect(Collectors.toMap(type -> type.schema().getFullName(), type -> type));
  private static final List<EventType> INPUTS =
      Arrays.stream(values()).filter(EventType::isInput).toList();

  private final String wireName;
  private final SpecificRecord prototype;
  private final Topic topic;
  private final Function<SpecificRecord, String> key;

  EventType(
      String wireName,
      SpecificRecord prototype,
      Topic topic,
      Function<SpecificRecord, String> key) {
    this.wireName = wireName;
    this.prototype = prototype;
    this.topic = topic;
    this.key = key;
  }

  /** The types that partners send, in the contract's order. */
  public static List<EventType> inputs() {
    return INPUTS;
  }

  /** The type of that name in JSON. */
  public static Optional<EventType> named(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /**
   * The type of a record.
   *
   * @throws IllegalArgumentException the record is a part of events, or none of ours
   */
  public static EventType of(SpecificRecord event) {
    EventType type = BY_SCHEMA.get(event.getSchema().getFullName());
    if (type == null) {
      throw new IllegalArgumentException(
          "record is %s, expected an event".formatted(event.getSchema().getFullName()));
    }
    return type;
  }

  /** The value of {@code "type"} in JSON. */
  public String wireName() {
    return wireName;
  }

  /** An empty record of the type, for those who need its class or schema. */
  public SpecificRecord prototype() {
    return prototype;
  }

  /** The Avro schema. */
  public Schema schema() {
    return prototype.getSchema();
  }

  /** Where events of the type travel. */
  public Topic topic() {
    return topic;
  }

  /** Whether partners send it. */
  public boolean isInput() {
    return topic.isInput();
  }

  /**
   * The key under which an event travels.
   *
   * @throws ClassCastException the event is of another type
   */
  public String key(SpecificRecord event) {
    return key.apply(event);
  }

  private static String keyOf(RenewalUpdate update) {
    if (update.getMerchantId() != null) {
      return update.getMerchantId();
    }
    return update.getRenewalId() != null ? update.getRenewalId() : update.getUpdateId();
  }
}
