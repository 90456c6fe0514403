package renewals.activation.query.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.stream.CardLedgerReader;
import renewals.activation.card.stream.CardReportReader;
import renewals.activation.card.stream.CardStores;
import renewals.activation.merchant.stream.MerchantLists;
import renewals.activation.merchant.stream.MerchantStores;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;

/**
 * The state that this instance holds: as the one that works on it, or as a copy that is complete.
 * Whatever else lies here, such as what is still being restored, is older than what was answered
 * before, and so is never shown.
 */
public final class LocalStateReader {

  /** A copy that has not been seen complete for so long is too old to answer from. */
  private static final Duration COPY_IS_FRESH = Duration.ofSeconds(5);

  /** What was appended longer ago than this must have been read before anything is unknown. */
  private static final Duration READ_WITHIN = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final StandbyFreshness copies;
  private final InputWatermark inputs;
  private final Clock clock;

  public LocalStateReader(
      KafkaStreams streams, StandbyFreshness copies, InputWatermark inputs, Clock clock) {
    this.streams = streams;
    this.copies = copies;
    this.inputs = inputs;
    this.clock = clock;
  }

  /**
   * How current an answer is.
   *
   * @param asOf the moment that the answer is of
   * @param source {@code active} or {@code standby}
   */
  public record Seen(Instant asOf, String source) {

    public static final String ACTIVE = "active";
    public static final String STANDBY = "standby";
  }

  /** Stores of one partition, in the order asked for. */
  private record Held(List<ReadOnlyKeyValueStore<String, byte[]>> stores, Seen seen) {}

  /** A case, null if this partition has none. */
  public record FoundCase(@Nullable Case found, Seen seen) {}

  /** Readers of a partition's cards. */
  public record Cards(CardLedgerReader ledgers, CardReportReader reports) {}

  /**
   * What was read of a partition's merchants.
   *
   * @param readUpTo all outputs that were written before are in it; empty where nobody knows
   */
  public record OfMerchants<T>(T read, Optional<Instant> readUpTo, Seen seen) {}

  /** What was read of a partition's cards. */
  public record OfCards<T>(T read, Seen seen) {}

  /**
   * The case of a renewal.
   *
   * @throws InvalidStateStoreException this instance can't say for now
   */
  public FoundCase find(String renewalId, int partition) {
    return read(
        partition,
        held -> {
          byte[] bytes =
              RenewalStores.isCase(renewalId) ? held.stores().getFirst().get(renewalId) : null;
          Case found = bytes == null ? null : new CaseFormat().read(renewalId, bytes);
          return new FoundCase(found, held.seen());
        },
        RenewalStores.CASES);
  }

  /**
   * Reads of a partition's cards.
   *
   * @throws InvalidStateStoreException this instance can't say for now
   */
  public <T> OfCards<T> cards(int partition, Function<Cards, T> reading) {
    return read(
        partition,
        held ->
            new OfCards<>(
                reading.apply(
                    new Cards(
                        new CardLedgerReader(held.stores().get(0), held.stores().get(1)),
                        new CardReportReader(held.stores().get(2)))),
                held.seen()),
        CardStores.CARDS,
        CardStores.LEDGER,
        CardStores.REPORTS);
  }

  /**
   * Reads of a partition's merchants.
   *
   * @throws InvalidStateStoreException this instance can't say for now
   */
  public <T> OfMerchants<T> merchants(int partition, Function<MerchantLists, T> reading) {
    return read(
        partition,
        held ->
            new OfMerchants<>(
                reading.apply(new MerchantLists(held.stores().get(0), held.stores().get(1))),
                readUpTo(held.seen(), partition),
                held.seen()),
        MerchantStores.RENEWALS,
        MerchantStores.CARDS);
  }

  /** Of a copy only the instance that works on the partition could say. */
  private Optional<Instant> readUpTo(Seen seen, int partition) {
    return seen.source().equals(Seen.ACTIVE)
        ? inputs.readUpTo(Inputs.OUTPUTS, partition).map(LocalStateReader::milliseconds)
        : Optional.empty();
  }

  /**
   * Whether what was not found is unknown, rather than not read yet: a copy may be a commit behind,
   * and who has just taken a partition over may have records before it that another had read.
   */
  public boolean isUnknown(Seen seen, Inputs kind, int partition) {
    return seen.source().equals(Seen.ACTIVE)
        && inputs.hasReadUpTo(kind, partition, clock.instant().minus(READ_WITHIN));
  }

  /** Whether a store is here is known only once it is read. */
  private <T> T read(int partition, Function<Held, T> reading, String... names) {
    try {
      return reading.apply(
          new Held(
              Stream.of(names).map(name -> streams.store(of(name, partition))).toList(),
              new Seen(milliseconds(clock.instant()), Seen.ACTIVE)));
    } catch (InvalidStateStoreException notWorkedOnHere) {
      return reading.apply(copy(partition, names));
    }
  }

  private Held copy(int partition, String... names) {
    Instant asOf = clock.instant();
    for (String name : names) {
      Instant complete = copies.completeAt(name, partition).orElse(Instant.MIN);
      asOf = complete.isBefore(asOf) ? complete : asOf;
    }
    if (asOf.isBefore(clock.instant().minus(COPY_IS_FRESH))) {
      throw new InvalidStateStoreException("no complete copy of partition " + partition);
    }
    return new Held(
        Stream.of(names)
            .map(name -> streams.store(of(name, partition).enableStaleStores()))
            .toList(),
        new Seen(milliseconds(asOf), Seen.STANDBY));
  }

  private static Instant milliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  private static StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> of(
      String name, int partition) {
    return StoreQueryParameters.fromNameAndType(
            name, QueryableStoreTypes.<String, byte[]>keyValueStore())
        .withPartition(partition);
  }
}
