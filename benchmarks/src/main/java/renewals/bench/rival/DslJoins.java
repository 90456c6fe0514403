package renewals.bench.rival;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;

/**
 * The chain of stream joins that one would write first: request with payment, then with review,
 * each within a window that covers all disorder of the load. It knows no duplicates, deadlines,
 * refunds, withdrawn reviews or cards, and says nothing but activations.
 */
final class DslJoins {

  private static final JoinWindows WITHIN =
      JoinWindows.ofTimeDifferenceAndGrace(Duration.ofHours(24), Duration.ofHours(1));
  private static final Duration PERIOD = Duration.ofDays(30);

  private DslJoins() {}

  static Topology build(StreamsConfig config, SchemaRegistry registry) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Serde<String> keys = Serdes.String();
    WireSerde<RenewalRequested> requestSerde =
        new WireSerde<>(registry, Topics.RENEWAL_REQUESTS, new RenewalRequested());
    WireSerde<PaymentEvent> paymentSerde =
        new WireSerde<>(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent());
    WireSerde<CarrierReview> reviewSerde =
        new WireSerde<>(registry, Topics.CARRIER_REVIEWS, new CarrierReview());
    Serde<PaidRequest> paidSerde = PaidRequest.serde(requestSerde, paymentSerde);

    KStream<String, RenewalRequested> requests =
        builder.stream(
            Topics.RENEWAL_REQUESTS.name(), Consumed.with(keys, requestSerde).withName("requests"));
    KStream<String, PaymentEvent> payments =
        builder.stream(
                Topics.RENEWAL_PAYMENTS.name(),
                Consumed.with(keys, paymentSerde).withName("payments"))
            .filter((id, payment) -> isSettled(payment), Named.as("settled"));
    KStream<String, CarrierReview> reviews =
        builder.stream(
                Topics.CARRIER_REVIEWS.name(), Consumed.with(keys, reviewSerde).withName("reviews"))
            .filter((id, review) -> isApproved(review), Named.as("approved"));

    requests
        .leftJoin(
            payments,
            PaidRequest::new,
            WITHIN,
            StreamJoined.with(keys, requestSerde, paymentSerde)
                .withName("paid")
                .withStoreName("paid"))
        .leftJoin(
            reviews,
            DslJoins::activation,
            WITHIN,
            StreamJoined.with(keys, paidSerde, reviewSerde)
                .withName("reviewed")
                .withStoreName("reviewed"))
        .filter((id, activation) -> activation != null, Named.as("complete"))
        .map((id, done) -> KeyValue.pair(done.getMerchantId(), done), Named.as("by-merchant"))
        .to(
            Contender.DSL_JOINS.answers(),
            Produced.with(
                    keys, new WireSerde<>(registry, Topics.RENEWAL_ACTIVATIONS, new Activation()))
                .withName("activations"));
    return builder.build();
  }

  private static boolean isSettled(PaymentEvent payment) {
    return payment.getStatus() == PaymentStatus.SETTLED;
  }

  private static boolean isApproved(CarrierReview review) {
    return review.getOutcome() == ReviewOutcome.APPROVED;
  }

  /** The activation of a renewal that is paid and approved, null for others. */
  @SuppressWarnings("NullAway") // a joiner may give null; the filter behind it takes that out
  private static Activation activation(PaidRequest paid, @Nullable CarrierReview review) {
    PaymentEvent payment = paid.payment();
    RenewalRequested request = paid.request();
    if (review == null
        || payment == null
        || payment.getAmount().getMinorUnits() < request.getAmountDue().getMinorUnits()) {
      return null;
    }
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Activation done = new Activation();
    done.setActivationId(request.getRenewalId() + "/1");
    done.setStatus(ActivationStatus.ACTIVATED);
    done.setRenewalId(request.getRenewalId());
    done.setMerchantId(request.getMerchantId());
    done.setTerminalId(request.getTerminalId());
    done.setIccid(request.getIccid());
    done.setCarrierId(request.getCarrierId());
    done.setChannelId(request.getChannelId());
    done.setValidFrom(now);
    done.setValidUntil(now.plus(PERIOD));
    done.setDataBytes(request.getPlan().getDataBytes());
    done.setRequestedAt(request.getRequestedAt());
    done.setPaidAt(payment.getOccurredAt());
    done.setApprovedAt(review.getDecidedAt());
    done.setDecidedAt(now);
    return done;
  }
}
