package renewals.producer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.kafka.LastingProducer;
import renewals.parties.ed25519.Ed25519Library;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.ReloadedFile;
import renewals.parties.model.Binding;
import renewals.parties.model.Parties;
import renewals.parties.model.Right;
import renewals.producer.access.Gate;
import renewals.producer.access.LoopbackGate;
import renewals.producer.access.PartyGate;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.nonce.KafkaNonceLedger;

/**
 * Who is let in, and what has to run for that.
 *
 * @param gate lets requests in
 * @param parts what runs
 */
record Entrance(Gate gate, List<AutoCloseable> parts) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  /**
   * Opens it.
   *
   * @throws SettingException the file of parties can't be used
   */
  static Entrance open(
      ProducerSettings own,
      Settings settings,
      Health health,
      MeterRegistry meters,
      LastingProducer<String, byte[]> producer,
      CallbackChannels callbacks) {
    if (own.partiesFile().isEmpty()) {
      callbacks.channelIds().forEach(channel -> warn(channel, "every program on this machine"));
      LOG.info(
          "no parties.file is set: programs on this machine may say anything, all others nothing");
      return new Entrance(new LoopbackGate(meters), List.of());
    }
    ReloadedFile<Parties> parties = read(own.partiesFile().get());
    KafkaNonceLedger nonces = KafkaNonceLedger.open(settings.below("kafka."), producer, meters);
    warnOfOthers(callbacks, parties.get());
    show(Ed25519Library.inUse(), meters);
    health.report("parties", parties::state);
    health.require("nonces", nonces::state);
    Gate gate = new PartyGate(parties, nonces, Clock.systemUTC(), meters, own.failedTries());
    return new Entrance(gate, List.of(nonces, parties));
  }

  private static ReloadedFile<Parties> read(Path file) {
    try {
      return ReloadedFile.ofParties(file);
    } catch (PartiesFileException e) {
      throw new SettingException(
          "parties.file", file.toString(), "a file of parties: " + e.getMessage());
    }
  }

  private static void show(Ed25519Library library, MeterRegistry meters) {
    Gauge.builder("renewals.intake.ed25519", () -> 1)
        .description("1 for the library that holds Ed25519 signatures")
        .tag("library", library.label())
        .register(meters);
  }

  private static void warnOfOthers(CallbackChannels callbacks, Parties parties) {
    for (String channel : callbacks.channelIds()) {
      parties.all().stream()
          .filter(party -> party.may().stream().anyMatch(right -> pays(right, channel)))
          .forEach(party -> warn(channel, party.id()));
    }
  }

  private static boolean pays(Right right, String channelId) {
    return right.events().contains(Binding.PAYMENT)
        && right.channelIds().include(channelId)
        && right.holdsAt(Instant.now());
  }

  private static void warn(String channelId, String other) {
    LOG.warn(
        "channel {} tells of payments by callbacks, and {} may tell of them too: a payment may"
            + " stand under two ids then; refunds without refundOf are refused to others",
        channelId,
        other);
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("a part did not close well", e);
      }
    }
  }
}
