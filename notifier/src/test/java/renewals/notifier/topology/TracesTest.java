package renewals.notifier.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.kit.tracing.Tracing;
import renewals.notifier.topology.store.Nodes;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.tracing.OtelTracing;
import renewals.v1.Activation;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/** The spans of notices, through their state. */
class TracesTest {

  private static final String TRACE = "33333333333333333333333333333333";
  private static final String OF_ACTIVATION = "00-" + TRACE + "-c3c3c3c3c3c3c3c3-01";
  private static final String OF_ATTEMPT =
      "00-44444444444444444444444444444444-d4d4d4d4d4d4d4d4-01";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing = OtelTracing.to(SimpleSpanProcessor.create(spans), 1, "notifier");
  private final Bench bench = new Bench(tracing);

  @AfterEach
  void close() {
    bench.close();
    tracing.close();
  }

  @Test
  void shouldGoOnWithTheTraceOfTheTrigger() {
    bench.give(mailOnly());
    tell(OF_ACTIVATION);

    SpanData trigger = only("process renewal-activations");
    assertThat(trigger.getTraceId()).isEqualTo(TRACE);
    assertThat(trigger.getParentSpanId()).isEqualTo("c3c3c3c3c3c3c3c3");
    assertThat(trigger.getAttributes().asMap().toString())
        .contains("renewal.id=R1")
        .contains("messaging.destination.name=renewal-activations");
    assertThat(lastOf(Topics.NOTICES_DUE)).isEqualTo(contextOf(trigger));
  }

  @Test
  void shouldHaveEachAttemptBearTheSpanOfTheTriggerAfterARestart() {
    bench.give(mailOnly());
    tell(OF_ACTIVATION);
    NoticeDue first = bench.due().getFirst();
    bench.restart();
    answer(result(first, SendOutcome.FAILED), OF_ATTEMPT);
    bench.restart();
    bench.pass(Duration.ofMinutes(1));

    assertThat(lastOf(Topics.NOTICES_DUE))
        .isEqualTo(contextOf(only("process renewal-activations")));
  }

  @Test
  void shouldLinkTheAnswerToTheNoticeAndHaveTheReceiptBearIt() {
    bench.give(mailOnly());
    tell(OF_ACTIVATION);
    answer(result(bench.due().getFirst(), SendOutcome.DELIVERED), OF_ATTEMPT);

    SpanData answered = only("process notice-results");
    SpanData trigger = only("process renewal-activations");
    assertThat(answered.getParentSpanId()).isEqualTo("d4d4d4d4d4d4d4d4");
    assertThat(answered.getAttributes().asMap().toString())
        .contains("notice.id=R1/1/ACTIVATED/EMAIL");
    assertThat(answered.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(trigger.getSpanId());
    assertThat(lastOf(Topics.NOTICE_RECEIPTS)).isEqualTo(contextOf(answered));
  }

  @Test
  void shouldKeepTheTraceOfATriggerThatWaitsForAnAddress() {
    tell(OF_ACTIVATION);
    bench.restart();
    bench.give(mailOnly());

    assertThat(lastOf(Topics.NOTICES_DUE))
        .isEqualTo(contextOf(only("process renewal-activations")));
  }

  @Test
  void shouldShowNeitherAddressNorCardNumber() {
    bench.give(mailOnly());
    tell(OF_ACTIVATION);
    answer(result(bench.due().getFirst(), SendOutcome.DELIVERED), OF_ATTEMPT);

    assertThat(spans.getFinishedSpanItems())
        .hasSize(2)
        .noneMatch(span -> span.toString().contains("@example"))
        .noneMatch(span -> span.toString().contains("6991330004146"));
  }

  @Test
  void shouldKeepNothingOfATraceThatNobodyRecords() {
    bench.give(mailOnly());
    tell(OF_ACTIVATION.replaceAll("01$", "00"));

    assertThat(spans.getFinishedSpanItems()).isEmpty();
    assertThat(lastOf(Topics.NOTICES_DUE)).isNull();
    assertThat(kept()[0]).isEqualTo((byte) 7);
  }

  @Test
  void shouldTellAllTheSameWhereTheTraceIsDamaged() {
    bench.give(mailOnly());
    tell("x".repeat(100_000));

    assertThat(bench.due()).hasSize(1);
    assertThat(only("process renewal-activations").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void shouldKeepAndSayNothingWhereTracingIsOff() {
    try (Bench off = new Bench(Tracing.OFF)) {
      off.give(mailOnly());
      pipe(off, Topics.RENEWAL_ACTIVATIONS, activated("R1"), new Activation(), OF_ACTIVATION);

      assertThat(off.records(Topics.NOTICES_DUE))
          .hasSize(1)
          .allMatch(record -> record.headers().lastHeader(TraceHeaders.TRACEPARENT) == null);
      assertThat(off.stored().get(Nodes.OPEN_STORE).get(1)[0]).isEqualTo((byte) 7);
    }
  }

  private void tell(String traceparent) {
    pipe(bench, Topics.RENEWAL_ACTIVATIONS, activated("R1"), new Activation(), traceparent);
  }

  private void answer(NoticeResult answer, String traceparent) {
    pipe(bench, Topics.NOTICE_RESULTS, answer, new NoticeResult(), traceparent);
  }

  private static <T extends SpecificRecord> void pipe(
      Bench to, Topic topic, T value, T prototype, String traceparent) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(TraceHeaders.TRACEPARENT, traceparent.getBytes(US_ASCII));
    to.pipe(topic, Bench.bytes("M-1001"), to.wire(topic, value, prototype), headers);
  }

  private byte[] kept() {
    return bench.stored().get(Nodes.OPEN_STORE).get(1);
  }

  private SpanData only(String name) {
    List<SpanData> found =
        spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name + " in " + spans.getFinishedSpanItems()).hasSize(1);
    return found.getFirst();
  }

  private static TraceContext contextOf(SpanData span) {
    return TraceContext.of(
        span.getTraceId(), span.getSpanId(), span.getSpanContext().getTraceFlags().asByte());
  }

  /** What the last record of an output bears. */
  private TraceContext lastOf(Topic topic) {
    return TraceHeaders.of(bench.records(topic).getLast().headers());
  }
}
