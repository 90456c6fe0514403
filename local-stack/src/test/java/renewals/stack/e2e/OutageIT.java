package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renewals.stack.Platform;
import renewals.stack.cli.Cli;
import renewals.stack.demo.Observed;
import renewals.stack.demo.OutputWatch;
import renewals.stack.process.LocalStack;
import renewals.stack.process.Service;
import renewals.stack.process.StackPlan;
import renewals.stack.process.StackPlan.StackPorts;
import renewals.stack.tail.Output;

/** An outage of the pipeline makes nobody late (rule 8). */
class OutageIT {

  private static final int RENEWALS = 300;
  private static final Duration LAPSE = Duration.ofSeconds(20);
  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final Map<String, String> SHORT_TERMS =
      Map.of("activation.terms.lapsed-after", LAPSE.toString(), "activation.tick", "100ms");

  private final Observed observed = new Observed();

  @Test
  void shouldNotLapseWhatWasPaidInTimeWhileThePipelineWasDown() throws Exception {
    StackPlan plan = new StackPlan(Platform.folder(), StackPorts.FREE, 4, 1, SHORT_TERMS);
    try (LocalStack stack = LocalStack.start(plan, step -> {});
        OutputWatch watch = OutputWatch.start(stack.settings(), observed)) {
      publish(stack, IntStream.range(0, RENEWALS).mapToObj(OutageIT::request).toList());
      Instant allRequested = Instant.now();
      assertThat(observed.awaitCount(Output.UPDATES, RENEWALS, AT_MOST)).isTrue();
      stack.instances(Service.ACTIVATION).getFirst().kill();
      publish(stack, IntStream.range(0, RENEWALS).mapToObj(OutageIT::payment).toList());
      assertThat(Instant.now())
          .as("all was paid in time")
          .isBefore(allRequested.plus(LAPSE.dividedBy(2)));
      awaitMoment(allRequested.plus(LAPSE));

      stack.startInstance(Service.ACTIVATION, "activation-1-again").awaitReady();
      assertThat(observed.awaitCount(Output.UPDATES, 2 * RENEWALS, AT_MOST)).isTrue();
      publish(stack, List.of(request(RENEWALS)));
      assertThat(observed.awaitCount(Output.UPDATES, 2 * RENEWALS + 2, AT_MOST)).isTrue();

      assertThat(kinds("PAID")).isEqualTo(RENEWALS);
      assertThat(kinds("LAPSED")).as("only the one that nobody paid").isEqualTo(1);
      assertThat(watch).isNotNull();
    }
  }

  private long kinds(String kind) {
    return observed.count(Output.UPDATES, update -> kind.equals(update.path("kind").asText()));
  }

  private static void awaitMoment(Instant moment) {
    while (Instant.now().isBefore(moment)) {
      LockSupport.parkUntil(moment.toEpochMilli());
    }
  }

  private static void publish(LocalStack stack, List<String> lines) throws Exception {
    Path file = Platform.folder().resolve("events.ndjson");
    Files.write(file, lines);
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", stack.settings().text("kafka.bootstrap.servers", ""),
            "schema.registry.url", stack.settings().text("schema.registry.url", ""));
    assertThat(Cli.run(settings, "publish", file.toString()).exit()).isZero();
  }

  private static String request(int n) {
    return """
    {"type":"renewal-requested","renewalId":"OUT-%1$d","channelId":"app","carrierId":"cmcc",\
    "merchantId":"M-%1$d","terminalId":"T-%1$d","iccid":"89860%2$014d",\
    "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
    "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%3$s"}"""
        .formatted(n, n, Instant.now());
  }

  private static String payment(int n) {
    return """
    {"type":"payment","paymentId":"P-%1$d","renewalId":"OUT-%1$d","channelId":"app",\
    "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%2$s"}"""
        .formatted(n, Instant.now());
  }
}
