package renewals.activation.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Events.status;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.kit.tracing.Tracing;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.tracing.OtelTracing;
import renewals.v1.CarrierState;

/** The spans of a renewal, through its state. */
class TracesTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final String OF_REQUEST =
      "00-11111111111111111111111111111111-a1a1a1a1a1a1a1a1-01";
  private static final String OF_PAYMENT =
      "00-22222222222222222222222222222222-b2b2b2b2b2b2b2b2-01";
  private static final String OF_REVIEW = "00-33333333333333333333333333333333-c3c3c3c3c3c3c3c3-01";
  private static final String REQUEST_TRACE = "11111111111111111111111111111111";
  private static final String PAYMENT_TRACE = "22222222222222222222222222222222";
  private static final String REVIEW_TRACE = "33333333333333333333333333333333";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing =
      OtelTracing.to(SimpleSpanProcessor.create(spans), 1, "activation-stream");
  private final Pipeline pipeline = new Pipeline(CLOCK, tracing);

  @AfterEach
  void close() {
    pipeline.close();
    tracing.close();
  }

  @Test
  void shouldGoOnWithTheTraceThatARecordNames() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);

    SpanData request = only("process renewal-requests");
    assertThat(request.getTraceId()).isEqualTo(REQUEST_TRACE);
    assertThat(request.getParentSpanId()).isEqualTo("a1a1a1a1a1a1a1a1");
    assertThat(request.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(request.getAttributes().asMap().toString())
        .contains("messaging.system=kafka")
        .contains("messaging.destination.name=renewal-requests")
        .contains("messaging.kafka.offset=0")
        .contains("renewal.id=R1")
        .contains("renewal.outcome=applied");
  }

  @Test
  void shouldShowNoCardNumber() {
    renewal(pipeline);

    assertThat(spans.getFinishedSpanItems()).hasSizeGreaterThan(3);
    assertThat(spans.getFinishedSpanItems())
        .noneMatch(span -> span.toString().contains(Events.ICCID.substring(8)));
  }

  @Test
  void shouldLinkPaymentAndReviewToTheRequest() {
    renewal(pipeline);

    String request = only("process renewal-requests").getSpanId();
    assertThat(only("process renewal-payments").getTraceId()).isEqualTo(PAYMENT_TRACE);
    assertThat(only("process carrier-reviews").getTraceId()).isEqualTo(REVIEW_TRACE);
    assertThat(linksOf(only("process renewal-payments"))).containsExactly(REQUEST_TRACE + request);
    assertThat(linksOf(only("process carrier-reviews"))).containsExactly(REQUEST_TRACE + request);
  }

  @Test
  void shouldLinkADeadlineToTheRequestAfterTheStateWasOpenedAgain() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);
    String request = only("process renewal-requests").getSpanId();
    try (Pipeline next = new Pipeline(CLOCK, tracing)) {
      next.restore(pipeline);
      next.advance(Duration.ofHours(25));

      SpanData deadline = only("deadline");
      assertThat(linksOf(deadline)).containsExactly(REQUEST_TRACE + request);
      assertThat(deadline.getAttributes().asMap().toString()).contains("renewal.deadline=LAPSED");
      assertThat(traceOf(next, Topics.RENEWAL_UPDATES)).isEqualTo(contextOf(deadline));
    }
  }

  @Test
  void shouldLinkAReviewToTheRequestAfterTheStateWasOpenedAgain() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);
    take(pipeline, settled("R1", "P1", 5000, CLOCK), OF_PAYMENT);
    String request = only("process renewal-requests").getSpanId();
    try (Pipeline next = new Pipeline(CLOCK, tracing)) {
      next.restore(pipeline);
      take(next, approved("R1", "V1", CLOCK), OF_REVIEW);

      assertThat(linksOf(only("process carrier-reviews"))).containsExactly(REQUEST_TRACE + request);
    }
  }

  @Test
  void shouldLinkANewEstimateToTheRequest() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);
    take(pipeline, settled("R1", "P1", 5000, CLOCK), OF_PAYMENT);
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));
    pipeline.advance(Duration.ofSeconds(10));

    assertThat(linksOf(only("reestimation")))
        .containsExactly(REQUEST_TRACE + only("process renewal-requests").getSpanId());
  }

  @Test
  void shouldHaveTheActivationBearTheSpanOfItsCard() {
    renewal(pipeline);

    SpanData card = only("process activation-stream-card-changes-repartition");
    assertThat(card.getTraceId()).isEqualTo(REVIEW_TRACE);
    assertThat(card.getParentSpanId()).isEqualTo(only("process carrier-reviews").getSpanId());
    assertThat(traceOf(pipeline, Topics.RENEWAL_ACTIVATIONS)).isEqualTo(contextOf(card));
  }

  @Test
  void shouldHaveUpdatesBearTheSpanOfTheirStep() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);

    assertThat(traceOf(pipeline, Topics.RENEWAL_UPDATES))
        .isEqualTo(contextOf(only("process renewal-requests")));
  }

  @Test
  void shouldLinkTheRequestToAPaymentThatCameFirstAndTheRestToTheRequest() {
    take(pipeline, settled("R1", "P1", 5000, CLOCK), OF_PAYMENT);
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);
    take(pipeline, approved("R1", "V1", CLOCK), OF_REVIEW);

    SpanData request = only("process renewal-requests");
    assertThat(linksOf(request))
        .containsExactly(PAYMENT_TRACE + only("process renewal-payments").getSpanId());
    assertThat(linksOf(only("process carrier-reviews")))
        .containsExactly(REQUEST_TRACE + request.getSpanId());
  }

  @Test
  void shouldBeginATraceWhereTheRecordNamesNone() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));

    SpanData request = only("process renewal-requests");
    assertThat(request.getParentSpanContext().isValid()).isFalse();
    assertThat(linksOf(only("process renewal-payments")))
        .containsExactly(request.getTraceId() + request.getSpanId());
  }

  @Test
  void shouldTakeAFactWhoseTraceIsDamaged() {
    take(pipeline, requested("R1", CLOCK), "00-" + "x".repeat(100_000));

    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.updates()).hasSize(1);
    assertThat(only("process renewal-requests").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void shouldKeepNothingOfATraceThatNobodyRecords() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST.replaceAll("01$", "00"));

    assertThat(spans.getFinishedSpanItems()).isEmpty();
    assertThat(caseBytes(pipeline)[0]).isEqualTo((byte) 4);
    assertThat(traceOf(pipeline, Topics.RENEWAL_UPDATES))
        .returns(REQUEST_TRACE, TraceContext::traceId)
        .returns(false, TraceContext::isSampled);
  }

  @Test
  void shouldNotLetARefusedRequestTakeTheTraceOver() {
    take(pipeline, requested("R1", CLOCK), OF_REQUEST);
    take(pipeline, requested("R1", CLOCK.minusSeconds(60)), OF_PAYMENT);
    take(pipeline, approved("R1", "V1", CLOCK), OF_REVIEW);

    assertThat(pipeline.deadLetters()).hasSize(1);
    assertThat(linksOf(only("process carrier-reviews")))
        .allMatch(id -> id.startsWith(REQUEST_TRACE));
  }

  @Test
  void shouldKeepAndSayNothingWhereTracingIsOff() {
    try (Pipeline off = new Pipeline(CLOCK)) {
      renewal(off);

      assertThat(off.recordsOf(Topics.RENEWAL_UPDATES)).noneMatch(TracesTest::isMarked);
      assertThat(off.recordsOf(Topics.RENEWAL_ACTIVATIONS)).noneMatch(TracesTest::isMarked);
      assertThat(caseBytes(off)[0]).isEqualTo((byte) 4);
    }
  }

  @Test
  void shouldGoOnWithWhatWasKeptBeforeTracingWasTurnedOff() {
    renewal(pipeline);
    assertThat(caseBytes(pipeline)[0]).isEqualTo((byte) 5);
    try (Pipeline off = new Pipeline(CLOCK)) {
      off.restore(pipeline);
      off.take(settled("R1", "P2", 5000, CLOCK));

      assertThat(off.caseOf("R1").updates()).isGreaterThan(pipeline.caseOf("R1").updates());
      assertThat(caseBytes(off)[0]).isEqualTo((byte) 4);
    }
  }

  private static void renewal(Pipeline to) {
    take(to, requested("R1", CLOCK), OF_REQUEST);
    take(to, settled("R1", "P1", 5000, CLOCK), OF_PAYMENT);
    take(to, approved("R1", "V1", CLOCK), OF_REVIEW);
  }

  private static void take(Pipeline to, SpecificRecord event, String traceparent) {
    EventType type = EventType.of(event);
    RecordHeaders headers = new RecordHeaders();
    headers.add(TraceHeaders.TRACEPARENT, traceparent.getBytes(US_ASCII));
    to.take(
        type.topic(),
        new TestRecord<>(Pipeline.utf8(type.key(event)), to.bytes(event), headers, to.now()));
  }

  private SpanData only(String name) {
    List<SpanData> found =
        spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name + " in " + spans.getFinishedSpanItems()).hasSize(1);
    return found.getFirst();
  }

  private static List<String> linksOf(SpanData span) {
    return span.getLinks().stream()
        .map(link -> link.getSpanContext().getTraceId() + link.getSpanContext().getSpanId())
        .toList();
  }

  private static TraceContext contextOf(SpanData span) {
    return TraceContext.of(
        span.getTraceId(), span.getSpanId(), span.getSpanContext().getTraceFlags().asByte());
  }

  /** What the last record of an output bears. */
  private static TraceContext traceOf(Pipeline of, Topic topic) {
    return TraceHeaders.of(of.recordsOf(topic).getLast().headers());
  }

  private static boolean isMarked(TestRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(TraceHeaders.TRACEPARENT) != null;
  }

  private static byte[] caseBytes(Pipeline of) {
    return of.store(RenewalStores.CASES).get("R1");
  }
}
