package renewals.bench.rival.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.bench.load.SampleEvents;
import renewals.bench.rival.CatalogueSchemas;
import renewals.bench.run.PostgresServer;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RefundKind;

/** Against a real PostgreSQL, where one is installed. */
class SqlRivalTest {

  private static final int RENEWAL = 1;
  private static final int REJECTED = 0;
  private static final int UNPAID = 25;
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static PostgresServer server;

  private final SampleEvents events = new SampleEvents(Instant.now());
  private final CatalogueSchemas registry = new CatalogueSchemas();
  private final List<Connection> connections = new ArrayList<>();
  private String url;

  enum Manner {
    RECORD_BY_RECORD,
    POLL_BY_POLL
  }

  @BeforeAll
  static void startServer() {
    assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldActivateOnceWhateverTheOrder(Manner manner) throws Exception {
    FactWriter writer = writer(manner);
    for (int seed = 0; seed < 6; seed++) {
      List<Change.Identified> facts = new ArrayList<>(factsOf(RENEWAL + seed));
      Collections.shuffle(facts, new Random(seed));
      for (Change.Identified fact : facts) {
        writer.write(List.of(fact));
      }
    }

    assertThat(published())
        .containsExactlyInAnyOrder(
            "ACTIVATED " + SampleEvents.renewalId(1) + "/1",
            "ACTIVATED " + SampleEvents.renewalId(2) + "/1",
            "ACTIVATED " + SampleEvents.renewalId(3) + "/1",
            "ACTIVATED " + SampleEvents.renewalId(4) + "/1",
            "ACTIVATED " + SampleEvents.renewalId(5) + "/1",
            "ACTIVATED " + SampleEvents.renewalId(6) + "/1");
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeAllFactsOfARenewalInOnePoll(Manner manner) throws Exception {
    writer(manner).write(factsOf(RENEWAL));

    assertThat(published()).containsExactly("ACTIVATED " + SampleEvents.renewalId(RENEWAL) + "/1");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountAFactOnce(Manner manner) throws Exception {
    FactWriter writer = writer(manner);
    Change.Identified request = Change.of(events.request(RENEWAL));
    PaymentEvent half = events.payment(RENEWAL);
    half.setAmount(new Money(2_500L, "CNY"));
    Change.Identified payment = Change.of(half);
    writer.write(List.of(request, Change.of(events.review(RENEWAL)), payment, payment));
    writer.write(List.of(payment, request));

    assertThat(published()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotActivateTheRejectedNorTheUnpaid(Manner manner) throws Exception {
    FactWriter writer = writer(manner);
    writer.write(factsOf(REJECTED));
    writer.write(factsOf(UNPAID));

    assertThat(published()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldReverseWhatIsRefundedAndActivateItAgain(Manner manner) throws Exception {
    FactWriter writer = writer(manner);
    writer.write(factsOf(RENEWAL));
    writer.write(List.of(Change.of(movement("refund", PaymentStatus.REFUNDED))));
    writer.write(List.of(Change.of(movement("again", PaymentStatus.SETTLED))));

    String id = SampleEvents.renewalId(RENEWAL);
    assertThat(published())
        .containsExactly(
            "ACTIVATED " + id + "/1", "REVERSED " + id + "/1", "ACTIVATED " + id + "/2");
  }

  @ParameterizedTest
  @EnumSource
  void shouldHeedTheLatestReview(Manner manner) throws Exception {
    FactWriter writer = writer(manner);
    var rejection = events.review(REJECTED);
    rejection.setRenewalId(SampleEvents.renewalId(RENEWAL));
    rejection.setDecidedAt(events.review(RENEWAL).getDecidedAt().minus(Duration.ofHours(1)));
    writer.write(factsOf(RENEWAL));
    writer.write(List.of(Change.of(rejection)));

    assertThat(published()).containsExactly("ACTIVATED " + SampleEvents.renewalId(RENEWAL) + "/1");
  }

  private PaymentEvent movement(String id, PaymentStatus status) {
    PaymentEvent event = events.payment(RENEWAL);
    event.setPaymentId(id);
    event.setStatus(status);
    if (status == PaymentStatus.REFUNDED) {
      event.setRefundKind(RefundKind.CANCELLATION);
    }
    return event;
  }

  private List<Change.Identified> factsOf(int renewal) {
    return List.of(
        Change.of(events.request(renewal)),
        Change.of(events.payment(renewal)),
        Change.of(events.review(renewal)));
  }

  private FactWriter writer(Manner manner) throws SQLException {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    server.execute("CREATE SCHEMA " + schema);
    url = server.url("postgres") + "&currentSchema=" + schema;
    SqlRival.createTables(url);
    return switch (manner) {
      case RECORD_BY_RECORD -> new RecordByRecord(connect());
      case POLL_BY_POLL -> new PollByPoll(connect());
    };
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connections.add(connection);
    return connection;
  }

  private List<String> published() throws Exception {
    WireReader<Activation> reader = new WireReader<>(registry, new Activation());
    try (MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
      OutboxPublisher publisher =
          new OutboxPublisher(
              connect(),
              producer,
              WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation()),
              "out");
      publisher.publish();
      assertThat(publisher.publish()).isZero();
      return producer.history().stream()
          .map(record -> reader.read(record.value()))
          .map(activation -> activation.getStatus() + " " + activation.getActivationId())
          .toList();
    }
  }
}
