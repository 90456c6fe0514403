package renewals.bench.micro;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import renewals.bench.load.SampleEvents;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Avro in the wire format, to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {

  private static final int RENEWAL = 1;

  private final SampleEvents events = new SampleEvents(Instant.now());
  private final RenewalRequested request = events.request(RENEWAL);
  private final PaymentEvent payment = events.payment(RENEWAL);
  private final WireWriter<RenewalRequested> requestWriter =
      WireWriter.of(new CataloguedSchemas(), Topics.RENEWAL_REQUESTS, new RenewalRequested());
  private final WireWriter<PaymentEvent> paymentWriter =
      WireWriter.of(new CataloguedSchemas(), Topics.RENEWAL_PAYMENTS, new PaymentEvent());
  private final WireReader<RenewalRequested> requestReader =
      new WireReader<>(new CataloguedSchemas(), new RenewalRequested());
  private final WireReader<PaymentEvent> paymentReader =
      new WireReader<>(new CataloguedSchemas(), new PaymentEvent());
  private final byte[] requestBytes = requestWriter.write(request);
  private final byte[] paymentBytes = paymentWriter.write(payment);

  @Benchmark
  public byte[] writeRequest() {
    return requestWriter.write(request);
  }

  @Benchmark
  public RenewalRequested readRequest() {
    return requestReader.read(requestBytes);
  }

  @Benchmark
  public byte[] writePayment() {
    return paymentWriter.write(payment);
  }

  @Benchmark
  public PaymentEvent readPayment() {
    return paymentReader.read(paymentBytes);
  }
}
