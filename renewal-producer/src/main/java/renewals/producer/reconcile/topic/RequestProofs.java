package renewals.producer.reconcile.topic;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import renewals.kit.Closing;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.ReloadedFile;
import renewals.parties.model.Claims;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Parties;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance;
import renewals.parties.proof.Provenance.Proven;
import renewals.parties.proof.Provenance.Unknown;
import renewals.v1.RenewalRequested;

/**
 * Whether who said a request that lies in Kafka may say it, as activation-stream asks too. One that
 * it refuses must not be noted: it would keep the true one of its renewal from being noted.
 *
 * <p>Source: partners, "Who said it travels along".
 *
 * @param judge empty where nobody asks
 * @param since what was appended before isn't asked
 */
public record RequestProofs(Optional<ProofJudge> judge, Optional<Instant> since, Clock clock) {

  /** Nobody asks. */
  public static final RequestProofs OFF =
      new RequestProofs(Optional.empty(), Optional.empty(), Clock.systemUTC());

  private static final String SINCE = "provenance.since";

  /** The files are read by several at different moments: so long a key may not be known here. */
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(60);

  /**
   * By {@code provenance}, {@code provenance.since}, {@code provenance.keys} and {@code
   * parties.file}.
   *
   * @param areRequired whether each record is asked who said it
   * @param opened closes what looks at the files
   * @throws SettingException one of them can't be used
   */
  public static RequestProofs open(
      Settings settings, boolean areRequired, Clock clock, Closing opened) {
    Optional<Instant> since = settings.text(SINCE).map(RequestProofs::instant);
    if (!areRequired) {
      return OFF;
    }
    var keys = opened.add(read(settings, "provenance.keys", ReloadedFile::ofGatewayKeys));
    Supplier<Parties> parties =
        settings.text("parties.file").isPresent()
            ? opened.add(read(settings, "parties.file", ReloadedFile::ofParties))
            : () -> Parties.NONE;
    return new RequestProofs(Optional.of(new ProofJudge(keys, parties)), since, clock);
  }

  /** What is known of who said a record, by its bytes; empty where nobody asks. */
  Optional<Provenance> of(ConsumerRecord<byte[], byte[]> record) {
    Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
    if (judge.isEmpty() || since.filter(appendedAt::isBefore).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        judge
            .get()
            .judge(
                new ProofJudge.Read(
                    record.topic(),
                    record.key(),
                    record.value(),
                    values(record, ProofHeaders.PARTY),
                    values(record, ProofHeaders.AT),
                    values(record, ProofHeaders.PROOF),
                    appendedAt)));
  }

  /** Whether a record whose key isn't known may yet be taken. */
  boolean mayBecomeKnown(Provenance said, ConsumerRecord<byte[], byte[]> record) {
    return said instanceof Unknown
        && Instant.ofEpochMilli(record.timestamp()).plus(UNKNOWN_FOR).isAfter(clock.instant());
  }

  /** Whether who said a request may say it; of what a gateway let in, it has judged that itself. */
  static boolean mayBeSaid(
      Provenance said, RenewalRequested request, ConsumerRecord<byte[], byte[]> record) {
    return said instanceof Proven proven
        && !proven.partyId().startsWith(Identifiers.CALLBACK)
        && proven
            .toJudge()
            .flatMap(
                party -> Claims.objection(party, request, Instant.ofEpochMilli(record.timestamp())))
            .isEmpty();
  }

  private static List<byte[]> values(ConsumerRecord<byte[], byte[]> record, String name) {
    List<byte[]> values = new ArrayList<>(1);
    for (Header header : record.headers().headers(name)) {
      values.add(header.value());
    }
    return values;
  }

  /** Reads a file for the first time. */
  private interface First<T> {
    ReloadedFile<T> read(Path file) throws PartiesFileException;
  }

  private static <T> ReloadedFile<T> read(Settings settings, String name, First<T> first) {
    String path =
        settings
            .text(name)
            .orElseThrow(
                () -> new SettingException(name, "nothing", "a file, as proofs are required"));
    try {
      return first.read(Path.of(path.strip()));
    } catch (PartiesFileException e) {
      throw new SettingException(name, path, "a file that can be used: " + e.getMessage());
    }
  }

  private static Instant instant(String given) {
    try {
      return OffsetDateTime.parse(given.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new SettingException(
          SINCE, given, "a time with an offset such as 2026-03-01T00:00:00Z");
    }
  }
}
