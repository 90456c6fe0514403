package renewals.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import renewals.schemas.json.EventType;
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
    return List.of(
        header("ce_specversion", VERSION),
        header("ce_id", eventId),
        header("ce_type", event.getSchema().getFullName()),
        header("ce_source", SOURCE),
        header("ce_time", timeOf(event, now).toString()),
        header("ce_subject", EventType.of(event).key(event)));
  }

  private static Instant timeOf(SpecificRecord event, Instant now) {
    return switch (event) {
      case RenewalRequested request -> request.getRequestedAt();
      case PaymentEvent payment -> payment.getOccurredAt();
      case CarrierReview review -> review.getDecidedAt();
      case CarrierStatus status -> status.getStartsAt();
      default -> now;
    };
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
