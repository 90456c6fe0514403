package renewals.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renewals.testing.Samples.NOW;
import static renewals.testing.Samples.paymentJson;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renewals.client.Acknowledgement;
import renewals.client.UnavailableException;
import renewals.producer.FakePublisher;
import renewals.producer.intake.Intake;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;

class FilePublisherTest {

  private final FakePublisher publisher = new FakePublisher();
  private final FilePublisher files =
      new FilePublisher(publisher, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());

  @Test
  void shouldPublishEveryGoodLineWhateverTheOthersAre() throws IOException {
    FileResult result =
        publish(
            paymentJson("P1"),
            "not json",
            EventJson.write(Samples.contact("M1")),
            paymentJson("P2").replace("5000", "-1").replace("CNY", "RMB"),
            "{\"a\":\"" + "x".repeat(Intake.MOST_BYTES) + "\"}",
            EventJson.write(Samples.request("R1")));

    assertThat(result.accepted()).isEqualTo(3);
    assertThat(publisher.taken())
        .containsExactly(Samples.payment("P1"), Samples.contact("M1"), Samples.request("R1"));
    assertThat(result.refused()).extracting(Refusal::line).containsExactly(2L, 4L, 5L);
    assertThat(result.refused().get(1))
        .hasToString(
            "line 4: amount.minorUnits is -1, expected more than 0, up to 10^12; "
                + "amount.currency is RMB, expected an ISO 4217 code in upper case, such as CNY");
    assertThat(result.refused().get(2).violations())
        .extracting(Violation::expected)
        .containsExactly("at most 65536 bytes");
  }

  @Test
  void shouldAcceptACardWhoseCheckDigitDoesNotFitAndWarnWithoutItsNumber() throws IOException {
    String number = "89860012345678901235";

    FileResult result =
        publish(
            EventJson.write(Samples.request("R1")).replace("89860000000000000001", number),
            paymentJson("P1"));

    assertThat(result.accepted()).isEqualTo(2);
    assertThat(result.refused()).isEmpty();
    assertThat(result.warned())
        .singleElement()
        .hasToString(
            "line 1: accepted, but iccid is 898600…1235, expected a check digit that fits (Luhn)");
  }

  @Test
  void shouldRefuseALineThatIsNotUtf8AndGoOn() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'});
    bytes.write(paymentJson("P1").getBytes(UTF_8));

    FileResult result =
        files.publish(new ByteArrayInputStream(bytes.toByteArray()), Progress.none());

    assertThat(result.accepted()).isEqualTo(1);
    assertThat(result.refused()).extracting(Refusal::line).containsExactly(1L);
  }

  @Test
  void shouldRefuseAnEventWithoutType() throws IOException {
    FileResult result = publish(paymentJson("P1").replace("\"type\":\"payment\",", ""));

    assertThat(result.refused().getFirst().violations())
        .extracting(Violation::field)
        .containsExactly("type");
  }

  @Test
  void shouldLeaveItToTheStreamWhichOfTwoContradictingLinesHolds() throws IOException {
    FileResult result = publish(paymentJson("P1"), paymentJson("P1").replace("5000", "1"));

    assertThat(result.accepted()).isEqualTo(2);
  }

  @Test
  void shouldTellHowFarItIs() throws IOException {
    List<List<Long>> told = new ArrayList<>();
    String text = paymentJson("P1") + "\nx\n";

    files.publish(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        (bytes, accepted, refused) -> told.add(List.of(bytes, accepted, refused)));

    long size = text.getBytes(UTF_8).length;
    assertThat(told).containsExactly(List.of(size, 1L, 0L), List.of(size, 1L, 1L));
  }

  @Test
  void shouldNeverHaveMoreThanAThousandEventsUnderWay() throws IOException {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    publisher.answerWith(
        event -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          return CompletableFuture.supplyAsync(
              () -> {
                underWay.decrementAndGet();
                return new Acknowledgement("x", "t", 0, 0);
              });
        });

    FileResult result =
        publish(
            IntStream.range(0, 5000).mapToObj(i -> paymentJson("P" + i)).toArray(String[]::new));

    assertThat(result.accepted()).isEqualTo(5000);
    assertThat(most.get()).isLessThanOrEqualTo(1000);
  }

  @Test
  void shouldStopAndSayWhereWhenKafkaTakesNoMore() {
    publisher.answerWith(
        event ->
            event.equals(Samples.payment("P2"))
                ? CompletableFuture.failedFuture(new UnavailableException("Kafka is away", null))
                : CompletableFuture.completedFuture(publisher.acknowledge(event)));

    assertThatThrownBy(() -> publish(paymentJson("P1"), "x", paymentJson("P2"), paymentJson("P3")))
        .hasMessage("line 3 could not be published: Kafka is away")
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.type(InterruptedPublishException.class))
        .satisfies(
            e -> {
              assertThat(e.soFar().accepted()).isEqualTo(1);
              assertThat(e.soFar().refused()).hasSize(1);
            });
  }

  @Test
  void shouldStopAtTheFirstLineThatKafkaDoesNotTakeAndTryNoMore() {
    AtomicInteger tried = new AtomicInteger();
    publisher.answerWith(
        event -> {
          tried.incrementAndGet();
          return CompletableFuture.failedFuture(new UnavailableException("Kafka is away", null));
        });

    assertThatThrownBy(() -> publish(paymentJson("P1"), paymentJson("P2"), paymentJson("P3")))
        .hasMessageStartingWith("line 1 could not be published");
    assertThat(tried.get()).isEqualTo(1);
  }

  private FileResult publish(String... lines) throws IOException {
    String text = List.of(lines).stream().collect(Collectors.joining("\n"));
    return files.publish(new ByteArrayInputStream(text.getBytes(UTF_8)), Progress.none());
  }
}
