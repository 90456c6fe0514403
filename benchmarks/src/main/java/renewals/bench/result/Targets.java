package renewals.bench.result;

import java.util.OptionalDouble;
import renewals.bench.rival.Contender;

/** What speeds and state logs are held against. */
final class Targets {

  /** Of the bytes that the state of the same rules in the DSL takes. */
  static final double STATE_LOG = 0.6;

  private Targets() {}

  /** How many times as fast as that one ours has to be; empty: nobody asks for it. */
  static OptionalDouble speedAgainst(Contender rival) {
    return switch (rival) {
      case DSL_RULES -> OptionalDouble.of(1);
      case FLINK_HEAP, FLINK_ROCKSDB -> OptionalDouble.of(2);
      case POSTGRES_RECORD -> OptionalDouble.of(15);
      case POSTGRES_BATCH -> OptionalDouble.of(2);
      case PASS_THROUGH -> OptionalDouble.of(0.45);
      case OURS,
          BASELINE,
          WITHOUT_ESTIMATES,
          WITH_LISTS,
          PROVEN,
          PASS_THROUGH_AVRO,
          SAME_RECORDS,
          DSL_JOINS ->
          OptionalDouble.empty();
    };
  }
}
