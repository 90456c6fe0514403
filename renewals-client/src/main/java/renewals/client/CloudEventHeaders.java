package renewals.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import renewals.v1.Announcement;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierStatus;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** The CloudEvents headers of a record, in Kafka's binary mode. Readers of ours don't need them. */
final class CloudEventHeaders {

  private static final String VERSION = "1.0";
  private static final String SOURCE = "/renewals/renewal-producer";

  private CloudEventHeaders() {}

  /**
   * The headers of an event.
   *
   * @param now the time of events that have none of their own
   */
  static List<Header> of(SpecificRecord event, String eventId, Instant now) {
    List<Header> headers = new ArrayList<>(6);
    headers.add(header("ce_specversion", VERSION));
    headers.add(header("ce_id", eventId));
    headers.add(header("ce_type", event.getSchema().getFullName()));
    headers.add(header("ce_source", SOURCE));
    headers.add(header("ce_time", timeOf(event, now).toString()));
    String renewalId = renewalIdOf(event);
    if (renewalId != null) {
      headers.add(header("ce_subject", renewalId));
    }
    return headers;
  }

  private static @Nullable String renewalIdOf(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested request -> request.getRenewalId();
      case PaymentEvent payment -> payment.getRenewalId();
      case CarrierReview review -> review.getRenewalId();
      default -> null;
    };
  }

  private static Instant timeOf(SpecificRecord event, Instant now) {
    return switch (event) {
      case RenewalRequested request -> request.getRequestedAt();
      case PaymentEvent payment -> payment.getOccurredAt();
      case CarrierReview review -> review.getDecidedAt();
      case CarrierStatus status -> status.getStartsAt();
      case CardUsage usage -> usage.getAsOf();
      case CardStatus status -> status.getSince();
      case Announcement announcement -> announcement.getEffectiveAt();
      default -> now;
    };
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
