package renewals.cli.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.GatewayKeysFile;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;
import renewals.parties.model.Claims;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.Proof;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance.Proven;
import renewals.parties.proof.SignedRecord;
import renewals.parties.proof.SigningKey;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.schemas.Topics;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;

/**
 * Signs what is sent back anew, if it was somebody's to say when it was appended first: so a forged
 * record doesn't become a true one by having been unreadable.
 *
 * <p>Source: partners, "Who said it travels along".
 */
final class ReplaySigner {

  private final GatewayKeys keys;
  private final ProofJudge judge;
  private final SchemaRegistry registry;
  private final Clock clock;
  private final Map<String, WireReader<? extends SpecificRecord>> readers = new HashMap<>();

  /** Why a letter is not sent back, in words for people. */
  enum Refusal {
    NAMED_ONLY("sent back only where --reason names theirs: contacts, and what says no party"),
    NO_PROOF("nobody's word, by their proofs"),
    FOREIGN("not their party's to say"),
    UNREADABLE("a party's own word, which cannot be judged before it can be read");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  ReplaySigner(GatewayKeys keys, Parties parties, SchemaRegistry registry, Clock clock) {
    this.keys = keys;
    this.judge = new ProofJudge(() -> keys, () -> parties);
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * By {@code provenance.keys} and {@code parties.file}.
   *
   * @return empty where provenance is off: letters go back as they are
   * @throws SettingException a file can't be used, or there are no keys
   */
  static Optional<ReplaySigner> of(Settings settings) {
    ProvenanceSettings given = ProvenanceSettings.read(settings);
    if (given.mode() == Mode.OFF && given.keys().isEmpty()) {
      return Optional.empty();
    }
    Path keysFile =
        given
            .keys()
            .orElseThrow(
                () ->
                    new SettingException(
                        "provenance.keys", "nothing", "the file of gateway keys to sign with"));
    Parties parties =
        given.parties().isEmpty()
            ? Parties.NONE
            : load("parties.file", given.parties().get(), PartiesFile::load, "a file of parties: ");
    return Optional.of(
        new ReplaySigner(
            load("provenance.keys", keysFile, GatewayKeysFile::load, "a file of keys: "),
            parties,
            new HttpSchemaRegistry(
                settings.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7")),
            Clock.systemUTC()));
  }

  /** Reads a file. */
  private interface Loading<T> {
    T load(Path file) throws PartiesFileException;
  }

  private static <T> T load(String setting, Path file, Loading<T> loading, String what) {
    try {
      return loading.load(file);
    } catch (PartiesFileException e) {
      throw new SettingException(setting, file.toString(), what + e.getMessage());
    }
  }

  /** Whether a letter goes back only where its reason is named. */
  static boolean isNamedOnly(DeadLetter letter) {
    return letter.topic().equals(Topics.MERCHANT_CONTACTS.name()) || saysNoParty(letter);
  }

  /** What is signed for the platform was taken in before proofs were asked for. */
  private static boolean saysNoParty(DeadLetter letter) {
    return !letter.diedForItsProvenance()
        && values(letter, ProofHeaders.PARTY).isEmpty()
        && values(letter, ProofHeaders.AT).isEmpty()
        && values(letter, ProofHeaders.PROOF).isEmpty();
  }

  /**
   * Why a letter may not be sent back, if it may not.
   *
   * @throws ReplayException nobody can say now, as the registry is away
   */
  Optional<Refusal> refusal(DeadLetter letter) {
    if (saysNoParty(letter)) {
      return Optional.empty();
    }
    Optional<Instant> appendedAt = letter.appendedAt();
    if (appendedAt.isEmpty()
        || !(judge.judge(read(letter, appendedAt.get())) instanceof Proven proven)) {
      return Optional.of(Refusal.NO_PROOF);
    }
    return proven.toJudge().flatMap(party -> foreign(party, letter, appendedAt.get()));
  }

  private Optional<Refusal> foreign(Party party, DeadLetter letter, Instant appendedAt) {
    byte[] value = letter.record().value();
    try {
      boolean objected =
          value == null
              ? isForeignRemoval(party, letter, appendedAt)
              : Claims.objection(party, event(letter, value), appendedAt).isPresent();
      return objected ? Optional.of(Refusal.FOREIGN) : Optional.empty();
    } catch (RegistryUnavailableException e) {
      // what is refused is passed for good, and this may be readable a minute later
      throw new ReplayException(
          "a party's own word can't be judged while the schema registry is away: " + e.getMessage(),
          e);
    } catch (WireException e) {
      return Optional.of(Refusal.UNREADABLE);
    }
  }

  private static boolean isForeignRemoval(Party party, DeadLetter letter, Instant appendedAt) {
    byte[] key = letter.record().key();
    return !letter.topic().equals(Topics.MERCHANT_CONTACTS.name())
        || key == null
        || Claims.objectionToRemoval(party, new String(key, UTF_8), appendedAt).isPresent();
  }

  private SpecificRecord event(DeadLetter letter, byte[] value) {
    return readers.computeIfAbsent(letter.topic(), this::readerOf).read(value);
  }

  private WireReader<? extends SpecificRecord> readerOf(String topic) {
    EventType type =
        EventType.inputs().stream()
            .filter(one -> one.topic().name().equals(topic))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no events in " + topic));
    return new WireReader<>(registry, type.prototype());
  }

  /**
   * Signs a record that goes back, for the party that said it.
   *
   * @throws ReplayException no key counts now
   */
  void sign(ProducerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    Header named = headers.lastHeader(ProofHeaders.PARTY);
    String party = named == null ? Identifiers.PLATFORM : new String(named.value(), UTF_8);
    Instant now = clock.instant();
    SigningKey key =
        keys.signerAt(now)
            .orElseThrow(
                () ->
                    new ReplayException(
                        "no key of provenance.keys counts now, expected one to sign with"));
    Proof proof =
        Proof.of(
            key,
            new SignedRecord(
                record.topic(), record.key(), record.value(), party, now.toEpochMilli()));
    headers.remove(ProofHeaders.PARTY).remove(ProofHeaders.AT).remove(ProofHeaders.PROOF);
    headers.add(ProofHeaders.PARTY, party.getBytes(UTF_8));
    headers.add(ProofHeaders.AT, Long.toString(now.toEpochMilli()).getBytes(US_ASCII));
    headers.add(ProofHeaders.PROOF, proof.toString().getBytes(US_ASCII));
  }

  private static ProofJudge.Read read(DeadLetter letter, Instant appendedAt) {
    return new ProofJudge.Read(
        letter.topic(),
        letter.record().key(),
        letter.record().value(),
        values(letter, ProofHeaders.PARTY),
        values(letter, ProofHeaders.AT),
        values(letter, ProofHeaders.PROOF),
        appendedAt);
  }

  private static List<byte[]> values(DeadLetter letter, String header) {
    List<byte[]> values = new ArrayList<>();
    letter.record().headers().headers(header).forEach(one -> values.add(one.value()));
    return values;
  }
}
