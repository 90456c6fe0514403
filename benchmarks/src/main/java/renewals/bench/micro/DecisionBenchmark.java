package renewals.bench.micro;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.rules.CaseRules;
import renewals.activation.renewal.rules.Decision;
import renewals.bench.load.SampleEvents;

/** The rules, and the form in which they find a case and leave it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

  private static final int RENEWAL = 1;

  private final SampleEvents events = new SampleEvents(Instant.now());
  private final Instant at = Instant.now();
  private final Fact request = FactReader.read(events.request(RENEWAL));
  private final Fact payment = FactReader.read(events.payment(RENEWAL));
  private final Fact review = FactReader.read(events.review(RENEWAL));
  private final Case requested = CaseRules.handle(null, request, List.of(), at).after();
  private final Case paid = CaseRules.handle(requested, payment, List.of(), at).after();
  private final Case usable = CaseRules.handle(paid, review, List.of(), at).after();
  private final CaseFormat format = new CaseFormat();
  private final byte[] usableBytes = format.write(usable);

  @Benchmark
  public Decision takeRequest() {
    return CaseRules.handle(null, request, List.of(), at);
  }

  @Benchmark
  public Decision takePayment() {
    return CaseRules.handle(requested, payment, List.of(), at);
  }

  @Benchmark
  public Decision takeReviewAndActivate() {
    return CaseRules.handle(paid, review, List.of(), at);
  }

  @Benchmark
  public Decision takeDuplicate() {
    return CaseRules.handle(usable, payment, List.of(), at);
  }

  @Benchmark
  public byte[] writeCase() {
    return format.write(usable);
  }

  @Benchmark
  public Case readCase() {
    return format.read(request.renewalId(), usableBytes);
  }
}
