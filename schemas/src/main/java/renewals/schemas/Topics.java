package renewals.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renewals.schemas.Topic.Role;
import renewals.v1.Activation;
import renewals.v1.Announcement;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierStatus;
import renewals.v1.KnownContact;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;

/** The topic catalogue: each topic of the contract, declared once. */
public final class Topics {

  static {
    // who knows the topics makes and copies their events
    TrustedTypes.install();
  }

  /** The largest record a partner may send, in bytes. */
  public static final int MAX_RECORD_BYTES = Topic.MAX_RECORD_BYTES;

  /** Room for the largest record and the headers that say why it died, in bytes. */
  public static final int MAX_DEAD_LETTER_BYTES = 192 * 1024;

  private static final String BY_RENEWAL = "by-renewal";
  private static final String CARD = "first 19 characters of the card's number";
  private static final String BY_MERCHANT = "by-merchant";
  private static final Duration QUARTER = Duration.ofDays(90);

  /** What passes between the notifier and its senders holds addresses: no longer than needed. */
  private static final Duration WEEK = Duration.ofDays(7);

  public static final Topic RENEWAL_REQUESTS =
      Topic.of(
          "renewal-requests", "renewalId", new RenewalRequested(), Role.INPUT, BY_RENEWAL, QUARTER);
  public static final Topic RENEWAL_PAYMENTS =
      Topic.of(
          "renewal-payments", "renewalId", new PaymentEvent(), Role.INPUT, BY_RENEWAL, QUARTER);
  public static final Topic CARRIER_REVIEWS =
      Topic.of(
          "carrier-reviews", "renewalId", new CarrierReview(), Role.INPUT, BY_RENEWAL, QUARTER);
  public static final Topic CARRIER_STATUS =
      new Topic(
          "carrier-status",
          "carrierId",
          CarrierStatus.getClassSchema(),
          Role.INPUT_COMPACTED,
          "by-carrier",
          null,
          MAX_RECORD_BYTES);

  /** What carriers report of cards lies as renewals do: cards are kept in as many partitions. */
  public static final Topic CARD_USAGE =
      Topic.of("card-usage", CARD, new CardUsage(), Role.INPUT, BY_RENEWAL, QUARTER);

  public static final Topic CARD_STATUS =
      new Topic(
          "card-status",
          CARD,
          CardStatus.getClassSchema(),
          Role.INPUT_COMPACTED,
          BY_RENEWAL,
          null,
          MAX_RECORD_BYTES);

  /** News for many merchants: read wherever they lie and judged in one place. */
  public static final Topic ANNOUNCEMENTS =
      new Topic(
          "announcements",
          "announcementId",
          Announcement.getClassSchema(),
          Role.INPUT_COMPACTED,
          "by-announcement",
          null,
          MAX_RECORD_BYTES);

  public static final Topic MERCHANT_CONTACTS =
      new Topic(
          "merchant-contacts",
          "merchantId",
          MerchantContact.getClassSchema(),
          Role.INPUT_COMPACTED,
          BY_MERCHANT,
          null,
          MAX_RECORD_BYTES);
  public static final Topic RENEWAL_ACTIVATIONS =
      Topic.of(
          "renewal-activations", "merchantId", new Activation(), Role.OUTPUT, BY_MERCHANT, QUARTER);
  public static final Topic RENEWAL_UPDATES =
      Topic.of(
          "renewal-updates", "merchantId", new RenewalUpdate(), Role.OUTPUT, BY_MERCHANT, QUARTER);
  public static final Topic NOTICE_RECEIPTS =
      Topic.of(
          "notice-receipts",
          "merchantId",
          new NoticeReceipt(),
          Role.OUTPUT_APPENDED,
          BY_MERCHANT,
          QUARTER);

  /** The receipts of notices that were given up, until they are delivered by a resend. */
  public static final Topic UNDELIVERED_NOTICES =
      new Topic(
          "undelivered-notices",
          "noticeId",
          NoticeReceipt.getClassSchema(),
          Role.OUTPUT_COMPACTED,
          "undelivered-notices",
          null,
          MAX_RECORD_BYTES);

  /** In which zone and language each merchant reads, as the notifier knows; no address. */
  public static final Topic KNOWN_CONTACTS =
      new Topic(
          "known-contacts",
          "merchantId",
          KnownContact.getClassSchema(),
          Role.OWN_COMPACTED,
          BY_MERCHANT,
          null,
          MAX_RECORD_BYTES);

  /** How long payment and review take, as each partition has learnt it: sketches, not Avro. */
  public static final Topic PROCESSING_TIMES =
      new Topic(
          "processing-times",
          "carrierId and channelId",
          null,
          Role.OWN_COMPACTED,
          "processing-times",
          null,
          MAX_RECORD_BYTES);

  /**
   * Which signatures have been used: digests of nonces, those of a moment together, not Avro. What
   * was used when goes by Kafka's clock, not by those of the intakes.
   */
  public static final Topic REQUEST_NONCES =
      new Topic(
          "request-nonces",
          "instance/number",
          null,
          Role.OWN_TIMED,
          "request-nonces",
          Duration.ofHours(1),
          MAX_RECORD_BYTES);

  /** Which links open nothing any more: renewalIds and moments, not Avro. */
  public static final Topic LINK_REVOCATIONS =
      new Topic(
          "link-revocations",
          "renewalId, or before/ and a moment",
          null,
          Role.OWN_COMPACTED,
          "link-revocations",
          null,
          MAX_RECORD_BYTES);

  /** Of which renewals a payment channel is still to be asked: JSON with a version, not Avro. */
  public static final Topic RECONCILE_DUE =
      new Topic(
          "reconcile-due",
          "renewalId",
          null,
          Role.OWN_COMPACTED,
          BY_RENEWAL,
          null,
          MAX_RECORD_BYTES);

  public static final Topic NOTICES_DUE =
      Topic.of("notices-due", "merchantId", new NoticeDue(), Role.OWN, BY_MERCHANT, WEEK);
  public static final Topic NOTICE_RESULTS =
      Topic.of("notice-results", "merchantId", new NoticeResult(), Role.OWN, BY_MERCHANT, WEEK);
  public static final Topic DEAD_LETTERS =
      new Topic(
          "dead-letters",
          "original key",
          null,
          Role.OUTPUT_APPENDED,
          "dead-letters",
          QUARTER,
          MAX_DEAD_LETTER_BYTES);

  /** Every topic, in the contract's order. */
  public static final List<Topic> ALL =
      List.of(
          RENEWAL_REQUESTS,
          RENEWAL_PAYMENTS,
          CARRIER_REVIEWS,
          CARRIER_STATUS,
          CARD_USAGE,
          CARD_STATUS,
          ANNOUNCEMENTS,
          MERCHANT_CONTACTS,
          RENEWAL_ACTIVATIONS,
          RENEWAL_UPDATES,
          NOTICE_RECEIPTS,
          UNDELIVERED_NOTICES,
          KNOWN_CONTACTS,
          PROCESSING_TIMES,
          REQUEST_NONCES,
          LINK_REVOCATIONS,
          RECONCILE_DUE,
          NOTICES_DUE,
          NOTICE_RESULTS,
          DEAD_LETTERS);

  private Topics() {}

  /** The topic of that name, if the catalogue has it. */
  public static Optional<Topic> named(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
