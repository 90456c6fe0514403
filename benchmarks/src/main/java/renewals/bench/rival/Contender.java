package renewals.bench.rival;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import renewals.schemas.Topics;

/** What is compared: each reads the three input topics with the same settings. */
public enum Contender {
  /** The activation service, all rules on; merchants' lists are left to other instances. */
  OURS("ours", Topics.RENEWAL_ACTIVATIONS.name(), Kind.SERVICE),
  /** Another build of the service, to see what a change of ours brings. */
  BASELINE("baseline", Topics.RENEWAL_ACTIVATIONS.name(), Kind.SERVICE),
  /** The service without learning and quoting times, to see what those cost. */
  WITHOUT_ESTIMATES("without-estimates", Topics.RENEWAL_ACTIVATIONS.name(), Kind.SERVICE),
  /** The service that follows its outputs for merchants' lists too, to see what that costs. */
  WITH_LISTS("with-lists", Topics.RENEWAL_ACTIVATIONS.name(), Kind.SERVICE),
  /** The service that demands of each record a proof of who said it, to see what that costs. */
  PROVEN("proven", Topics.RENEWAL_ACTIVATIONS.name(), Kind.SERVICE),
  /** Copies each record's bytes: what the framework costs alone. */
  PASS_THROUGH("pass-through", "bench-pass-through", Kind.STREAMS),
  /** Reads each record's Avro and writes it again: the floor with Avro in and out. */
  PASS_THROUGH_AVRO("pass-through-avro", "bench-pass-through-avro", Kind.STREAMS),
  /** Copies bytes into as many records, by as many hops, as the rules make ours write. */
  SAME_RECORDS("same-records", "bench-same-records", Kind.STREAMS),
  /** Two left joins with windows, in the DSL. */
  DSL_JOINS("dsl-joins", "bench-dsl-joins", Kind.STREAMS),
  /** The same rules, aggregated in the DSL with its own stores. */
  DSL_RULES("dsl-rules", DslRules.ACTIVATIONS, Kind.STREAMS),
  /** A consumer and PostgreSQL, a commit for each record. */
  POSTGRES_RECORD("postgres-record", "bench-postgres-record", Kind.POSTGRES),
  /** A consumer and PostgreSQL, a transaction for each poll. */
  POSTGRES_BATCH("postgres-batch", "bench-postgres-batch", Kind.POSTGRES),
  /** Flink with timers, state on the heap. */
  FLINK_HEAP("flink-heap", "bench-flink-heap", Kind.FLINK),
  /** Flink with timers, state in RocksDB, incremental checkpoints. */
  FLINK_ROCKSDB("flink-rocksdb", "bench-flink-rocksdb", Kind.FLINK);

  /** What it is built on. */
  public enum Kind {
    /** Our service, in this build or another. */
    SERVICE,
    /** Kafka Streams. */
    STREAMS,
    /** Kafka's consumer and producer, and a PostgreSQL. */
    POSTGRES,
    /** Apache Flink, with libraries of its own. */
    FLINK
  }

  private final String label;
  private final String answers;
  private final Kind kind;

  Contender(String label, String answers, Kind kind) {
    this.label = label;
    this.answers = answers;
    this.kind = kind;
  }

  /** Its name on the command line and in tables. */
  public String label() {
    return label;
  }

  /** What it is built on. */
  public Kind kind() {
    return kind;
  }

  /** The topic that is held against the oracle. */
  public String answers() {
    return answers;
  }

  /** All topics it writes for others to read. */
  public List<String> outputs() {
    return switch (kind) {
      case SERVICE -> List.of(answers, Topics.RENEWAL_UPDATES.name());
      case FLINK -> List.of(answers, answers + "-updates");
      case STREAMS ->
          switch (this) {
            case SAME_RECORDS -> SameRecords.TOPICS;
            case DSL_RULES -> List.of(answers, DslRules.UPDATES, DslRules.REFUSED);
            default -> List.of(answers);
          };
      case POSTGRES -> List.of(answers);
    };
  }

  /** Whether it is our service, in this build or another. */
  public boolean isService() {
    return kind == Kind.SERVICE;
  }

  /** Whether its answers are copies of what it read, not activations. */
  public boolean copies() {
    return this == PASS_THROUGH || this == PASS_THROUGH_AVRO || this == SAME_RECORDS;
  }

  /** The contender of that name. */
  public static Optional<Contender> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }
}
