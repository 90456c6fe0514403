package renewals.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.ReloadedFile;
import renewals.parties.file.SecretFile;
import renewals.parties.model.Identifiers;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.Proof;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.SignedRecord;
import renewals.parties.proof.SigningKey;
import renewals.schemas.json.EventType;

/**
 * Signs records as they are written: as a gateway, for the party that was let in or for the
 * platform, or as one party with a key of its own.
 *
 * <p>Source: partners, "Who said it travels along".
 *
 * @param ownParty who speaks where nobody was let in
 * @param keys the key that signs now, if one counts
 * @param clock when it was said
 * @param files what is looked at while it runs
 */
public record RecordSigner(
    String ownParty,
    Supplier<Optional<SigningKey>> keys,
    Clock clock,
    Optional<AutoCloseable> files)
    implements AutoCloseable {

  private static final String KEYS = "provenance.keys";
  private static final String PARTY = "provenance.party";

  /**
   * By {@code provenance.party}, {@code .party.key} and {@code .party.key.file}, else by {@code
   * provenance.keys}.
   *
   * @return empty where neither is set: records are not signed then
   * @throws SettingException a file can't be used, one setting lacks another, or provenance is
   *     required and there is nothing to sign with
   */
  public static Optional<RecordSigner> of(Settings settings, Clock clock) {
    Optional<String> party = settings.text(PARTY);
    Optional<String> partyKey = settings.text(PARTY + ".key");
    Optional<String> partyKeyFile = settings.text(PARTY + ".key.file");
    Optional<String> keys = settings.text(KEYS);
    try {
      if (party.isPresent()) {
        String keyId = required(partyKey, PARTY + ".key", "the keyId of the party's hmac key");
        String file = required(partyKeyFile, PARTY + ".key.file", "the file of its secret");
        SigningKey key =
            new SigningKey(SigningKey.Signer.PARTY, keyId, SecretFile.read(Path.of(file.strip())));
        return Optional.of(
            new RecordSigner(party.get(), () -> Optional.of(key), clock, Optional.empty()));
      }
      if (keys.isPresent()) {
        ReloadedFile<GatewayKeys> file = ReloadedFile.ofGatewayKeys(Path.of(keys.get().strip()));
        return Optional.of(
            new RecordSigner(
                Identifiers.PLATFORM,
                () -> file.get().signerAt(clock.instant()),
                clock,
                Optional.of(file)));
      }
      if (areProofsRequired(settings)) {
        throw new SettingException(
            KEYS, "nothing", "the file of gateway keys, as provenance is required");
      }
      return Optional.empty();
    } catch (PartiesFileException e) {
      throw new SettingException(
          party.isPresent() ? PARTY + ".key.file" : KEYS,
          party.isPresent() ? partyKeyFile.orElse("") : keys.orElse(""),
          "a file of keys: " + e.getMessage());
    }
  }

  /**
   * As readers take it: required where there is a file of parties, unless something else is set.
   */
  public static boolean areProofsRequired(Settings settings) {
    String otherwise = settings.text("parties.file").isPresent() ? "required" : "off";
    return settings.text("provenance").orElse(otherwise).strip().equalsIgnoreCase("required");
  }

  /** Says whose word a record is; the rest follows when its bytes are known. */
  static void name(Headers headers, String partyId) {
    headers.add(ProofHeaders.PARTY, partyId.getBytes(UTF_8));
  }

  /** Signs a record whose bytes are known, for who writes with a producer of his own. */
  public void sign(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    name(record.headers(), ownParty);
    sign(record.topic(), record.headers(), record.key(), record.value());
  }

  /** Writes values as another serializer does, and signs what it wrote. */
  Serializer<SpecificRecord> signing(Serializer<SpecificRecord> writing) {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, SpecificRecord event) {
        return writing.serialize(topic, event);
      }

      @Override
      public byte[] serialize(String topic, Headers headers, SpecificRecord event) {
        byte[] value = writing.serialize(topic, headers, event);
        sign(topic, headers, EventType.of(event).key(event).getBytes(UTF_8), value);
        return value;
      }

      @Override
      public void close() {
        writing.close();
      }
    };
  }

  private void sign(String topic, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
    var named = headers.lastHeader(ProofHeaders.PARTY);
    if (named == null) {
      return;
    }
    SigningKey signer =
        keys.get()
            .orElseThrow(
                () -> new SerializationException("no gateway key counts now to sign with"));
    Instant now = clock.instant();
    SignedRecord record =
        new SignedRecord(topic, key, value, new String(named.value(), UTF_8), now.toEpochMilli());
    headers.add(ProofHeaders.AT, Long.toString(now.toEpochMilli()).getBytes(US_ASCII));
    headers.add(ProofHeaders.PROOF, Proof.of(signer, record).toString().getBytes(US_ASCII));
  }

  private static String required(Optional<String> given, String name, String expected) {
    return given.orElseThrow(() -> new SettingException(name, "nothing", expected));
  }

  @Override
  public void close() {
    try {
      if (files.isPresent()) {
        files.get().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot happen: looking at a file just ends", e);
    }
  }
}
