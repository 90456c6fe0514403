package renewals.producer.reconcile.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import renewals.parties.model.Binding;
import renewals.parties.model.Names;
import renewals.parties.proof.ProofJudge;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.testing.HandClock;
import renewals.testing.KnownSchemas;
import renewals.testing.Signer;
import renewals.v1.Money;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;

class RequestReaderTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final byte[] KEY = "R-1".getBytes(UTF_8);
  private static final String REQUESTS = Topics.RENEWAL_REQUESTS.name();

  private final KnownSchemas registry = new KnownSchemas();
  private final HandClock clock = new HandClock(AT.plusSeconds(1));
  private final byte[] value =
      WireWriter.of(registry, Topics.RENEWAL_REQUESTS, new RenewalRequested()).write(request());
  private final RequestReader asking =
      reader(
          new RequestProofs(
              Optional.of(
                  new ProofJudge(
                      () -> Signer.GATEWAY_KEYS,
                      () ->
                          Signer.parties(
                              Signer.party(
                                  "lakala", Names.of("lakala-pos"), Binding.RENEWAL_REQUESTED),
                              Signer.party(
                                  "bank-east", Names.of("bank-east"), Binding.RENEWAL_REQUESTED)))),
              Optional.empty(),
              clock));

  @Test
  void shouldNoteWhatLiesThereWhereNobodyAsks() {
    assertThat(reader(RequestProofs.OFF).read(record(new RecordHeaders()))).isPresent();
  }

  @Test
  void shouldNoteWhatAGatewayOrThePartyItselfSaid() {
    assertThat(asking.read(record(signed(Signer.GATEWAY, "lakala")))).isPresent();
    assertThat(asking.read(record(signed(Signer.ofParty("lakala"), "lakala")))).isPresent();
  }

  @Test
  void shouldNotNoteWhatBearsNoProofThatHolds() {
    Headers ofAnotherKey =
        Signer.GATEWAY.sign(REQUESTS, "R-2".getBytes(UTF_8), value, "lakala", AT);

    assertThat(asking.read(record(new RecordHeaders()))).isEmpty();
    assertThat(asking.read(record(ofAnotherKey))).isEmpty();
  }

  @Test
  void shouldNotNoteWhatAnotherPartySays() {
    assertThat(asking.read(record(signed(Signer.ofParty("bank-east"), "bank-east")))).isEmpty();
    assertThat(asking.read(record(signed(Signer.GATEWAY, "callback:lakala-pos")))).isEmpty();
  }

  @Test
  void shouldWaitAMinuteForAKeyThatIsNotKnownYet() {
    ConsumerRecord<byte[], byte[]> unknown =
        record(signed(Signer.ofParty("just-added"), "just-added"));

    assertThatThrownBy(() -> asking.read(unknown))
        .isInstanceOf(SpeakerUnknownException.class)
        .hasMessageContaining("offset 7");
    clock.advance(Duration.ofMinutes(1));
    assertThat(asking.read(unknown)).isEmpty();
  }

  @Test
  void shouldNotAskWhatWasAppendedBeforeProofsWere() {
    RequestProofs since =
        new RequestProofs(
            Optional.of(new ProofJudge(() -> Signer.GATEWAY_KEYS, Signer::parties)),
            Optional.of(AT.plusMillis(1)),
            clock);

    assertThat(reader(since).read(record(new RecordHeaders()))).isPresent();
  }

  private RequestReader reader(RequestProofs proofs) {
    return new RequestReader(registry, proofs, Set.of("lakala-pos"));
  }

  private Headers signed(Signer signer, String party) {
    return signer.sign(REQUESTS, KEY, value, party, AT);
  }

  private ConsumerRecord<byte[], byte[]> record(Headers headers) {
    return new ConsumerRecord<>(
        REQUESTS,
        0,
        7,
        AT.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        KEY.length,
        value.length,
        KEY,
        value,
        headers,
        Optional.empty());
  }

  private static RenewalRequested request() {
    return RenewalRequested.newBuilder()
        .setRenewalId("R-1")
        .setChannelId("lakala-pos")
        .setCarrierId("carrier-m")
        .setMerchantId("M-1")
        .setTerminalId("T-1")
        .setIccid("89860012345678901238")
        .setPlan(Plan.newBuilder().setPlanId("p").setValidity("P30D").setDataBytes(1L).build())
        .setAmountDue(new Money(5000L, "CNY"))
        .setRequestedAt(AT)
        .build();
  }
}
