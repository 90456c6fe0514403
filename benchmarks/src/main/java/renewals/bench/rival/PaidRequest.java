package renewals.bench.rival;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/**
 * What the first join of the DSL chain gives.
 *
 * @param payment null as long as none has come
 */
record PaidRequest(RenewalRequested request, @Nullable PaymentEvent payment) {

  private static final byte[] NONE = {};

  /** The request's bytes behind their length, then the payment's. */
  static Serde<PaidRequest> serde(
      WireSerde<RenewalRequested> requests, WireSerde<PaymentEvent> payments) {
    return Serdes.serdeFrom(
        (topic, paid) -> write(paid, requests, payments),
        (topic, bytes) -> read(bytes, requests, payments));
  }

  @SuppressWarnings("NullAway") // Kafka serializes absent values too
  private static byte[] write(
      @Nullable PaidRequest paid,
      WireSerde<RenewalRequested> requests,
      WireSerde<PaymentEvent> payments) {
    if (paid == null) {
      return null;
    }
    byte[] request = requests.write(paid.request());
    byte[] payment = paid.payment() == null ? NONE : payments.write(paid.payment());
    return ByteBuffer.allocate(Integer.BYTES + request.length + payment.length)
        .putInt(request.length)
        .put(request)
        .put(payment)
        .array();
  }

  @SuppressWarnings("NullAway") // as above
  private static PaidRequest read(
      byte @Nullable [] bytes,
      WireSerde<RenewalRequested> requests,
      WireSerde<PaymentEvent> payments) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte[] request = new byte[from.getInt()];
    from.get(request);
    byte[] payment = new byte[from.remaining()];
    from.get(payment);
    return new PaidRequest(
        requests.read(request), payment.length == 0 ? null : payments.read(payment));
  }
}
