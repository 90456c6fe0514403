package renewals.notifier.senders.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.tracing.Tracing;
import renewals.schemas.Topics;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.TopicIds;
import renewals.testing.KnownSchemas;
import renewals.testing.Patience;
import renewals.tracing.OtelTracing;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

@Timeout(60)
class DueLoopTest {

  private static final TopicPartition ZERO = new TopicPartition(Topics.NOTICES_DUE.name(), 0);

  private final KnownSchemas registry = new KnownSchemas();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing = OtelTracing.to(SimpleSpanProcessor.create(spans), 1, "notifier");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Answered answered = new Answered();
  private final OutOfOrderCommitTracker offsets = new OutOfOrderCommitTracker();
  private DueLoop loop;
  private Thread thread;

  @BeforeEach
  void start() {
    ResultPublisher publisher =
        new ResultPublisher(new LastingProducer<>(() -> producer), registry, Clock.systemUTC());
    KeyedExecutor tries =
        new KeyedExecutor(
            threads, new KeyedExecutor.Limits(4, 2, 2, 2, 100, 100, Duration.ofSeconds(30)));
    Dispatch dispatch =
        new Dispatch(
            Map.of(NoticeChannel.EMAIL, new Dispatch.ChannelSender(new Recorder(), tries, tries)),
            publisher,
            offsets,
            new SendCounts(new SimpleMeterRegistry()),
            Clock.systemUTC(),
            tracing);
    loop =
        new DueLoop(
            new DueNotices(consumer, TopicIds.NONE, answered),
            registry,
            dispatch,
            publisher,
            offsets,
            Clock.systemUTC());
    consumer.schedulePollTask(
        () -> {
          consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
          consumer.rebalance(List.of(ZERO));
        });
    thread = Thread.ofPlatform().start(() -> loop.run(Duration.ofSeconds(5)));
    await(() -> !consumer.assignment().isEmpty());
  }

  @AfterEach
  void stop() throws InterruptedException {
    release.countDown();
    loop.stop();
    threads.shutdownNow();
    thread.join(20_000);
    assertThat(consumer.closed()).isTrue();
    assertThat(answered.closed).isTrue();
  }

  @Test
  void shouldCommitOnlyAfterTheResultIsAcknowledged() throws Exception {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.history().size() == 1);
    assertThat(sent).containsExactly("A");
    assertThat(committed()).isZero();

    producer.completeNext();
    await(() -> committed() == 1);
    assertThat(results())
        .extracting(NoticeResult::getOutcome)
        .containsExactly(SendOutcome.DELIVERED);
    assertThat(results()).extracting(NoticeResult::getNoticeId).containsExactly("A");
  }

  @Test
  void shouldPublishAgainWhatTheBrokerRefused() {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.history().size() == 1);
    producer.errorNext(new TopicAuthorizationException("not yet"));
    await(() -> producer.history().size() == 2);
    producer.completeNext();
    await(() -> committed() == 1);
    assertThat(sent).containsExactly("A");
  }

  @Test
  void shouldNotSendTheSameAttemptTwiceButAnswerIt() {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    add(1, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    await(() -> committed() == 2);
    assertThat(sent).containsExactly("A");
    assertThat(results()).hasSize(2);
  }

  @Test
  void shouldNotSendWhatWhoeverHadThePartitionBeforeHasAnswered() {
    answered.published = List.of(result("A", 1, SendOutcome.DELIVERED));
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    await(() -> committed() == 1);

    assertThat(sent).isEmpty();
    assertThat(results())
        .extracting(NoticeResult::getOutcome)
        .containsExactly(SendOutcome.DELIVERED);
  }

  @Test
  void shouldSendTheNextAttemptOfWhatWasAnswered() {
    answered.published = List.of(result("A", 1, SendOutcome.FAILED));
    NoticeDue next = due("A", NoticeChannel.EMAIL);
    next.setAttempt(2);
    add(0, next);
    await(() -> producer.completeNext());

    assertThat(sent).containsExactly("A");
  }

  @Test
  void shouldSendWhatWasPutOffBeforeItWasHandedOverAgain() {
    NoticeDue again = due("A", NoticeChannel.EMAIL);
    answered.published = List.of(putOff(again.getAt().minusSeconds(1)));
    add(0, again);
    await(() -> producer.completeNext());

    assertThat(sent).containsExactly("A");
  }

  /** Who decides hands it over once more; a try in between would be one too many. */
  @Test
  void shouldNotSendWhatIsReadAgainAndWasPutOff() throws Exception {
    NoticeDue before = due("A", NoticeChannel.EMAIL);
    answered.published = List.of(putOff(before.getAt()));
    add(0, before);
    await(() -> committed() == 1);

    assertThat(sent).isEmpty();
    assertThat(results()).isEmpty();
  }

  private static NoticeResult putOff(Instant at) {
    NoticeResult result = result("A", 1, SendOutcome.DEFERRED);
    result.setAt(at);
    return result;
  }

  @Test
  void shouldAskForAnswersSinceTheFirstNoticeThatIsReadAgain() {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    add(1, due("B", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());

    assertThat(answered.asked).containsExactly("0 since " + Instant.ofEpochMilli(-1));
  }

  @Test
  void shouldSendNothingUntilItKnowsWhatWasAnswered() {
    answered.isAway = true;
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> consumer.paused().contains(ZERO));
    assertThat(sent).isEmpty();
    assertThat(consumer.position(ZERO)).isZero();

    answered.isAway = false;
    await(() -> consumer.paused().isEmpty());
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    assertThat(sent).containsExactly("A");
  }

  @Test
  void shouldNotSendOnceItIsQuietWhereTheMerchantIs() {
    NoticeDue late = due("A", NoticeChannel.EMAIL);
    late.setSendBefore(Instant.now().minusMillis(1));
    NoticeDue inTime = due("B", NoticeChannel.EMAIL);
    inTime.setSendBefore(Instant.now().plusSeconds(3600));
    add(0, late);
    await(() -> producer.completeNext());
    add(1, inTime);
    await(() -> producer.completeNext());
    await(() -> committed() == 2);

    assertThat(sent).containsExactly("B");
    assertThat(results())
        .extracting(NoticeResult::getOutcome)
        .containsExactly(SendOutcome.DEFERRED, SendOutcome.DELIVERED);
    assertThat(results().getFirst().getReason()).startsWith("QUIET_HOURS: ");
  }

  @Test
  void shouldSendWhatHappenedAtAnotherTimeThoughItHasTheSameId() {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    NoticeDue again = due("A", NoticeChannel.EMAIL);
    again.setCauseAt(Instant.ofEpochMilli(1));
    add(1, again);
    await(() -> producer.completeNext());
    assertThat(sent).containsExactly("A", "A");
    assertThat(results())
        .extracting(NoticeResult::getCauseAt)
        .containsExactly(null, again.getCauseAt());
  }

  @Test
  void shouldHoldTheCommitAtASlowNoticeWhileOthersGoOn() {
    add(0, due("slow", NoticeChannel.EMAIL));
    add(1, due("B", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    assertThat(results()).extracting(NoticeResult::getNoticeId).containsExactly("B");
    assertThat(committed()).isZero();

    release.countDown();
    await(() -> producer.completeNext());
    await(() -> committed() == 2);
  }

  @Test
  void shouldEndAndCommitWhatIsUnderWayBeforeItsPartitionIsSomebodyElses() throws Exception {
    add(0, due("slow", NoticeChannel.EMAIL));
    begun.await();
    CountDownLatch givingUp = new CountDownLatch(1);
    consumer.schedulePollTask(
        () -> {
          givingUp.countDown();
          consumer.rebalance(List.of());
        });
    givingUp.await();
    release.countDown();
    await(() -> producer.completeNext());

    // what was committed can be asked for of what is assigned
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(ZERO)));
    await(() -> committed() == 1);
  }

  /** As after the group's session ended: nothing was drained, and B waits behind the slow ones. */
  @Test
  void shouldSendOnceWhatIsReadAgainAsItsPartitionComesBack() throws Exception {
    List<String> ids = List.of("slow", "slow too", "B");
    for (int time = 0; time < 2; time++) {
      offsets.release(List.of(ZERO));
      consumer.schedulePollTask(() -> consumer.seek(ZERO, 0));
      for (int i = 0; i < ids.size(); i++) {
        add(i, due(ids.get(i), NoticeChannel.EMAIL));
      }
      await(() -> offsets.open() == ids.size());
    }
    begun.await();
    release.countDown();

    await(
        () -> {
          producer.completeNext();
          return committed() == ids.size();
        });
    assertThat(sent).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void shouldLinkTheAttemptToTheTraceOfTheNotice() {
    TraceContext notice = new TraceContext(1, 2, 3, (byte) 1);
    add(0, due("A", NoticeChannel.EMAIL), notice);
    await(() -> producer.completeNext());

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    SpanData attempt = spans.getFinishedSpanItems().getFirst();
    assertThat(attempt.getName()).isEqualTo("send email");
    assertThat(attempt.getTraceId()).isNotEqualTo(notice.traceId());
    assertThat(attempt.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(notice.spanIdText());
    assertThat(attempt.getAttributes().asMap().toString())
        .contains("notice.id=A")
        .contains("notice.attempt=1")
        .contains("notice.outcome=DELIVERED")
        .doesNotContain("a@b.cn");
    assertThat(TraceHeaders.of(producer.history().getFirst().headers()))
        .returns(attempt.getTraceId(), TraceContext::traceId)
        .returns(attempt.getSpanId(), TraceContext::spanIdText);
  }

  @Test
  void shouldTraceNoAttemptAtANoticeWithoutATrace() {
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());

    assertThat(sent).containsExactly("A");
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    assertThat(TraceHeaders.of(producer.history().getFirst().headers())).isNull();
  }

  @Test
  void shouldRefuseAChannelThatNothingSends() {
    add(0, due("A", NoticeChannel.SMS));
    await(() -> producer.completeNext());
    assertThat(results()).extracting(NoticeResult::getOutcome).containsExactly(SendOutcome.REFUSED);
  }

  @Test
  void shouldDeadLetterBytesThatAreNoNotice() {
    addBytes(0, new byte[] {1, 2, 3});
    await(() -> producer.completeNext());
    ProducerRecord<byte[], byte[]> dead = producer.history().get(0);
    assertThat(dead.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
    assertThat(dead.value()).containsExactly(1, 2, 3);
    assertThat(dead.headers().lastHeader("dl-reason").value()).asString().isEqualTo("UNREADABLE");
    assertThat(dead.headers().lastHeader("dl-stage").value()).asString().isEqualTo("READ");
    assertThat(dead.headers().lastHeader("dl-appended-at")).isNotNull();
    await(() -> committed() == 1);
  }

  @Test
  void shouldDeadLetterANullValueAsInvalid() {
    addBytes(0, null);
    await(() -> producer.completeNext());
    ProducerRecord<byte[], byte[]> dead = producer.history().get(0);
    assertThat(dead.value()).isNull();
    assertThat(dead.headers().lastHeader("dl-reason").value()).asString().isEqualTo("INVALID");
    await(() -> committed() == 1);
  }

  @Test
  void shouldKeepOnlyTheBeginningOfWhatIsTooLargeToBeANotice() {
    addBytes(0, new byte[300 * 1024]);
    await(() -> producer.completeNext());
    ProducerRecord<byte[], byte[]> dead = producer.history().get(0);
    assertThat(dead.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
    assertThat(dead.value()).hasSize(1024);
    assertThat(dead.headers().lastHeader("dl-reason").value()).asString().isEqualTo("INVALID");
    await(() -> committed() == 1);
  }

  @Test
  void shouldReadOnOnceTheRegistryAnswersAgain() {
    registry.setAway(true);
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> consumer.position(ZERO) == 0);
    assertThat(sent).isEmpty();
    assertThat(committed()).isZero();
    registry.setAway(false);
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    assertThat(sent).containsExactly("A");
  }

  @Test
  void shouldReadNothingOfAPartitionForAWhileWhenTheRegistryIsAway() {
    registry.setAway(true);
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> consumer.paused().contains(ZERO));

    registry.setAway(false);
    await(() -> consumer.paused().isEmpty());
    assertThat(consumer.position(ZERO)).isZero();
    add(0, due("A", NoticeChannel.EMAIL));
    await(() -> producer.completeNext());
    assertThat(sent).containsExactly("A");
  }

  /** What the test says was published. */
  private static final class Answered implements AnsweredTries {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<NoticeResult> published = List.of();
    private volatile boolean isAway;
    private volatile boolean closed;

    @Override
    public List<NoticeResult> since(int partition, Instant appended) {
      if (isAway) {
        throw new TimeoutException("Kafka is away");
      }
      asked.add(partition + " since " + appended);
      return published;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final class Recorder implements Sender {
    @Override
    public SendResult send(NoticeDue due) {
      if (due.getNoticeId().startsWith("slow")) {
        try {
          begun.countDown();
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      sent.add(due.getNoticeId());
      return SendResult.delivered();
    }

    @Override
    public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
      return List.of(new KeyedExecutor.Key("one", true));
    }
  }

  private void add(long offset, NoticeDue due) {
    addBytes(offset, WireWriter.of(registry, Topics.NOTICES_DUE, new NoticeDue()).write(due));
  }

  private void add(long offset, NoticeDue due, TraceContext trace) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            ZERO.topic(),
            0,
            offset,
            new byte[] {1},
            WireWriter.of(registry, Topics.NOTICES_DUE, new NoticeDue()).write(due));
    TraceHeaders.put(record.headers(), trace);
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private void addBytes(long offset, byte @Nullable [] value) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(ZERO.topic(), 0, offset, new byte[] {1}, value)));
  }

  private long committed() {
    OffsetAndMetadata done = consumer.committed(Set.of(ZERO)).get(ZERO);
    return done == null ? 0 : done.offset();
  }

  private List<NoticeResult> results() {
    WireReader<NoticeResult> reader = new WireReader<>(registry, new NoticeResult());
    return producer.history().stream()
        .filter(record -> record.topic().equals(Topics.NOTICE_RESULTS.name()))
        .map(record -> reader.read(record.value()))
        .toList();
  }

  private static void await(Patience.Condition condition) {
    Patience.await("what the loop does", condition);
  }

  private static NoticeResult result(String noticeId, int attempt, SendOutcome outcome) {
    return NoticeResult.newBuilder()
        .setNoticeId(noticeId)
        .setMerchantId("M-1001")
        .setAttempt(attempt)
        .setOutcome(outcome)
        .setAt(Instant.EPOCH)
        .build();
  }

  private static NoticeDue due(String noticeId, NoticeChannel channel) {
    return NoticeDue.newBuilder()
        .setNoticeId(noticeId)
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(channel)
        .setAttempt(1)
        .setTarget("a@b.cn")
        .setSubject("s")
        .setBody("b")
        .setAt(Instant.EPOCH)
        .build();
  }
}
