package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.topology.Pipeline.Letter;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.provenance.RecordProvenance;
import renewals.schemas.json.EventType;
import renewals.testing.Forger;
import renewals.testing.Forger.Forged;
import renewals.testing.HandClock;
import renewals.testing.Signer;
import renewals.v1.Activation;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierState;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * Forged records by a seed, among true ones: none activates anything, and each has its dead letter.
 * A hundredth in each build; all with the profile attack.
 */
class ForgedRecordsTest {

  private static final Logger LOG = LoggerFactory.getLogger(ForgedRecordsTest.class);
  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final int COUNT = Integer.getInteger("forged.records", 150);
  private static final long SEED = Long.getLong("forged.seed", 20_260_302L);

  /** So many forged renewals, each of three records, come with one that is in order. */
  private static final int FORGED_TO_ONE = 20;

  private final Random random = new Random(SEED);
  private final Forger forger = new Forger(random);
  private final HandClock clock = new HandClock(CLOCK);
  private final Map<Forger.Kind, Integer> forged = new EnumMap<>(Forger.Kind.class);
  private final Map<String, Integer> died = new TreeMap<>();
  private final Set<String> activated = new HashSet<>();
  private final Set<UpdateKind> told = EnumSet.noneOf(UpdateKind.class);

  @Test
  void shouldActivateNothingThatIsForged() {
    LOG.info("forged.seed={} forged.records={}", SEED, COUNT);
    ProvenanceSettings settings =
        new ProvenanceSettings(
            Mode.REQUIRED, Optional.empty(), Optional.of(Path.of("keys")), Optional.empty());
    try (Pipeline pipeline =
        new Pipeline(
            CLOCK,
            meters ->
                new RecordProvenance(
                    settings, () -> Forger.KEYS, () -> Forger.PARTIES, clock, meters))) {
      int sent = 0;
      int honest = 0;
      for (int n = 0; sent < COUNT; n++) {
        for (SpecificRecord event : events("F-" + n)) {
          forge(pipeline, event);
          sent++;
        }
        if (n % FORGED_TO_ONE == 0) {
          honest++;
          events("T-" + n).forEach(event -> tell(pipeline, event));
        }
        read(pipeline);
      }
      clock.advance(Duration.ofSeconds(61));
      pipeline.advance(Duration.ofSeconds(61));
      read(pipeline);

      assertThat(activated).hasSize(honest).allMatch(id -> id.startsWith("T-"));
      assertThat(died.keySet()).isSubsetOf("UNPROVEN", "FOREIGN_CLAIM");
      assertThat(died.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(sent);
      assertThat(died.getOrDefault("FOREIGN_CLAIM", 0))
          .isEqualTo(forged.getOrDefault(Forger.Kind.NOT_ITS_TO_SAY, 0));
      assertThat(pipeline.caseOf("F-0")).isNull();
      assertThat(told).doesNotContain(UpdateKind.CARD_SUSPENDED);
      assertThat(forged).hasSizeGreaterThan(Math.min(COUNT / 10, Forger.Kind.values().length - 1));
      LOG.info("{} forged, {} kinds: {} activated, died of {}", sent, forged.size(), 0, died);
    }
  }

  private List<SpecificRecord> events(String renewalId) {
    return List.of(
        Events.requested(renewalId, CLOCK),
        Events.settled(renewalId, "P-" + renewalId, 5000, CLOCK),
        renewalId.startsWith("F-") && random.nextInt(2) == 0
            ? beside(renewalId)
            : Events.approved(renewalId, "V-" + renewalId, CLOCK));
  }

  /** What moves no renewal by itself: of carriers, cards and all merchants. */
  private SpecificRecord beside(String id) {
    long any = random.nextInt(100);
    return switch (random.nextInt(4)) {
      case 0 -> Events.status(any, CarrierState.OUTAGE, CLOCK, null);
      case 1 -> new CardUsage("U-" + id, "cmcc", Events.ICCID, CLOCK, null, any, null, CLOCK);
      case 2 ->
          new CardStatus(
              "cmcc", Events.ICCID, CardState.SUSPENDED, CardCause.RISK, null, CLOCK, any);
      default ->
          Announcement.newBuilder()
              .setAnnouncementId("A-" + id)
              .setRevision(any)
              .setKind(AnnouncementKind.FEES)
              .setEffectiveAt(CLOCK)
              .setTitleZh("资费")
              .setTextZh("资费调整")
              .setTitleEn("Fees")
              .setTextEn("Pay here instead.")
              .build();
    };
  }

  private void forge(Pipeline pipeline, SpecificRecord event) {
    EventType type = EventType.of(event);
    Forged one =
        forger.forge(
            type.topic().name(),
            Pipeline.utf8(type.key(event)),
            pipeline.bytes(event),
            pipeline.now());
    forged.merge(one.kind(), 1, Integer::sum);
    pipeline.take(
        type.topic(), new TestRecord<>(one.key(), one.value(), one.headers(), pipeline.now()));
  }

  private static void tell(Pipeline pipeline, SpecificRecord event) {
    EventType type = EventType.of(event);
    byte[] key = Pipeline.utf8(type.key(event));
    byte[] value = pipeline.bytes(event);
    pipeline.take(
        type.topic(),
        new TestRecord<>(
            key,
            value,
            Signer.GATEWAY.sign(type.topic().name(), key, value, "lakala", pipeline.now()),
            pipeline.now()));
  }

  private void read(Pipeline pipeline) {
    pipeline.activations().stream().map(Activation::getRenewalId).forEach(activated::add);
    pipeline.updates().stream().map(RenewalUpdate::getKind).forEach(told::add);
    for (Letter letter : pipeline.deadLetters()) {
      died.merge(letter.reason(), 1, Integer::sum);
    }
  }
}
