package renewals.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import renewals.parties.model.Binding;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance.Proven;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;
import renewals.testing.Forger;
import renewals.testing.KnownSchemas;
import renewals.testing.Signer;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/** A replay makes no record anybody's word that was nobody's before. */
class ForgedLettersTest {

  private static final Instant APPENDED = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant NOW = APPENDED.plus(Duration.ofDays(3));
  private static final String PAYMENTS = Topics.RENEWAL_PAYMENTS.name();
  private static final String CONTACTS = Topics.MERCHANT_CONTACTS.name();
  private static final byte[] KEY = "R-1".getBytes(UTF_8);
  private static final byte[] JUNK = "junk".getBytes(UTF_8);
  private static final long SEED = 20_260_302L;
  private static final int EACH = 200;

  private final KnownSchemas registry = new KnownSchemas();
  private Parties parties = Forger.PARTIES;

  @Test
  void shouldSendNothingForgedBackWhateverItDiedOf() {
    Forger forger = new Forger(new Random(SEED));
    for (String reason : LetterReason.names()) {
      List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
      for (int n = 0; n < EACH; n++) {
        String topic = n % 4 == 0 ? CONTACTS : PAYMENTS;
        Forger.Forged forged = forger.forge(topic, KEY, n % 3 == 0 ? null : JUNK, APPENDED);
        // what says nobody at all died of its missing proof, and of nothing else
        if (!saysNobody(forged.headers()) || reason.equals("UNPROVEN")) {
          letters.add(letter(reason, topic, forged.value(), forged.headers(), letters.size()));
        }
      }

      ReplayBatch named = batch(reason, true, letters);

      assertThat(named.returning()).as("%s, seed %d", reason, SEED).isEmpty();
      assertThat(named.result().refused().values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(letters.size());
    }
  }

  private static boolean saysNobody(Headers headers) {
    return headers.lastHeader(ProofHeaders.PARTY) == null
        && headers.lastHeader(ProofHeaders.AT) == null
        && headers.lastHeader(ProofHeaders.PROOF) == null;
  }

  @Test
  void shouldSignAnewWhatAGatewaySignedAndKeepItsParty() {
    Headers headers = Signer.GATEWAY.sign(PAYMENTS, KEY, JUNK, "lakala", APPENDED);

    ReplayBatch batch = batch("UNREADABLE", false, letter("UNREADABLE", PAYMENTS, JUNK, headers));

    ProducerRecord<byte[], byte[]> back = batch.returning().getFirst();
    assertThat(judged(back)).isEqualTo(new Proven("lakala", NOW.toEpochMilli(), Optional.empty()));
    assertThat(batch.result()).hasToString("UNREADABLE: 1 sent back, 0 left");
  }

  @Test
  void shouldSignForThePlatformOnlyByNameWhatWasTakenInBeforeProofsWereAskedFor() {
    ConsumerRecord<byte[], byte[]> letter =
        letter("UNREADABLE", PAYMENTS, JUNK, new RecordHeaders());

    assertThat(batch("UNREADABLE", false, letter).result())
        .hasToString(
            "UNREADABLE: 0 sent back, 0 left, 1 refused (1 sent back only where --reason names"
                + " theirs: contacts, and what says no party)");
    assertThat(judged(batch("UNREADABLE", true, letter).returning().getFirst()))
        .isInstanceOfSatisfying(
            Proven.class, proven -> assertThat(proven.partyId()).isEqualTo("platform"));
  }

  @Test
  void shouldSendContactsBackOnlyByName() {
    Headers headers = Signer.GATEWAY.sign(CONTACTS, KEY, JUNK, "lakala", APPENDED);
    ConsumerRecord<byte[], byte[]> letter = letter("UNREADABLE", CONTACTS, JUNK, headers);

    assertThat(batch("UNREADABLE", false, letter).returning()).isEmpty();
    assertThat(batch("UNREADABLE", true, letter).returning()).hasSize(1);
  }

  @Test
  void shouldJudgeAPartysOwnWordBeforeAGatewaySignsIt() {
    byte[] payment =
        WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent()).write(payment());
    Headers headers =
        Signer.ofParty("bank-east").sign(PAYMENTS, KEY, payment, "bank-east", APPENDED);
    ConsumerRecord<byte[], byte[]> letter = letter("UNKNOWN_SCHEMA", PAYMENTS, payment, headers);

    assertThat(batch("UNKNOWN_SCHEMA", true, letter).result().refused())
        .containsEntry("not their party's to say", 1);

    parties = Signer.parties(Signer.party("bank-east", Names.of("lakala-app"), Binding.PAYMENT));
    assertThat(batch("UNKNOWN_SCHEMA", true, letter).returning()).hasSize(1);
  }

  @Test
  void shouldNotSignAPartysOwnWordThatNobodyCanRead() {
    Headers headers = Signer.ofParty("bank-east").sign(PAYMENTS, KEY, JUNK, "bank-east", APPENDED);

    assertThat(
            batch("UNREADABLE", true, letter("UNREADABLE", PAYMENTS, JUNK, headers))
                .result()
                .refused())
        .containsEntry("a party's own word, which cannot be judged before it can be read", 1);
  }

  @Test
  void shouldStopBeforeItPassesForGoodWhatNobodyCanReadWhileTheRegistryIsAway() {
    byte[] payment =
        WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent()).write(payment());
    Headers headers =
        Signer.ofParty("bank-east").sign(PAYMENTS, KEY, payment, "bank-east", APPENDED);
    registry.setAway(true);

    assertThatThrownBy(() -> batch("INVALID", true, letter("INVALID", PAYMENTS, payment, headers)))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("registry is away");
  }

  @Test
  void shouldNotSignTheBeginningOfWhatWasTooLarge() {
    byte[] large = new byte[Topics.MAX_RECORD_BYTES + 1];
    Headers headers = Signer.GATEWAY.sign(PAYMENTS, KEY, large, "lakala", APPENDED);

    assertThat(
            batch("INVALID", true, letter("INVALID", PAYMENTS, large, headers)).result().refused())
        .containsEntry("of which only the beginning was kept", 1);
  }

  @Test
  void shouldNotPassForEverWhatIsSentBackOnlyByName() {
    ConsumerRecord<byte[], byte[]> letter =
        letter("UNREADABLE", PAYMENTS, JUNK, new RecordHeaders());
    TopicPartition partition = new TopicPartition(letter.topic(), letter.partition());
    ReplayMarks after =
        new ReplayMarks(
            new ReplayMarks(Map.of(), Map.of())
                .usualAfter(Map.of(partition, new OffsetAndMetadata(letter.offset() + 1))),
            Map.of());

    assertThat(after.isDone(new DeadLetter(letter), false)).isTrue();
    assertThat(after.isDone(new DeadLetter(letter), true)).isFalse();
  }

  private static PaymentEvent payment() {
    return PaymentEvent.newBuilder()
        .setPaymentId("P1")
        .setRenewalId("R-1")
        .setChannelId("lakala-app")
        .setStatus(PaymentStatus.SETTLED)
        .setAmount(new Money(5000L, "CNY"))
        .setOccurredAt(APPENDED)
        .build();
  }

  private ReplayBatch batch(String reason, boolean named, ConsumerRecord<byte[], byte[]> letter) {
    return batch(reason, named, List.of(letter));
  }

  private ReplayBatch batch(
      String reason, boolean named, List<ConsumerRecord<byte[], byte[]>> letters) {
    ReplaySigner signer =
        new ReplaySigner(Forger.KEYS, parties, registry, Clock.fixed(NOW, ZoneOffset.UTC));
    TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
    ReplayBatch batch =
        new ReplayBatch(
            reason,
            named,
            Optional.of(signer),
            new ReplayMarks(Map.of(), Map.of()),
            new HashSet<>(),
            placesOf(letters));
    batch.take(new ConsumerRecords<>(Map.of(partition, letters), Map.of()));
    return batch;
  }

  /** Each is the newest of its merchant. */
  private static Set<Place> placesOf(List<ConsumerRecord<byte[], byte[]>> letters) {
    return letters.stream()
        .flatMap(letter -> new DeadLetter(letter).place().stream())
        .collect(Collectors.toSet());
  }

  private static ConsumerRecord<byte[], byte[]> letter(
      String reason, String topic, byte[] value, Headers headers) {
    return letter(reason, topic, value, headers, 0);
  }

  /** A letter as the services write them. */
  private static ConsumerRecord<byte[], byte[]> letter(
      String reason, String topic, byte[] value, Headers headers, long offset) {
    var letter =
        renewals.streams.record.DeadLetter.of(
            new SourceRecord(topic, 0, offset, APPENDED.toEpochMilli(), KEY, value, headers),
            new Cause(reason, "why", Stage.READ),
            TopicIds.NONE,
            APPENDED.plusSeconds(1));
    return new ConsumerRecord<>(
        Topics.DEAD_LETTERS.name(),
        0,
        offset,
        APPENDED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        letter.key(),
        letter.value(),
        letter.headers(),
        Optional.empty());
  }

  private Object judged(ProducerRecord<byte[], byte[]> back) {
    return new ProofJudge(() -> Forger.KEYS, () -> parties)
        .judge(
            new ProofJudge.Read(
                back.topic(),
                back.key(),
                back.value(),
                values(back, ProofHeaders.PARTY),
                values(back, ProofHeaders.AT),
                values(back, ProofHeaders.PROOF),
                NOW));
  }

  private static List<byte[]> values(ProducerRecord<byte[], byte[]> record, String name) {
    List<byte[]> values = new ArrayList<>();
    record.headers().headers(name).forEach(header -> values.add(header.value()));
    return values;
  }
}
