package renewals.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import renewals.bench.option.Ranges;
import renewals.bench.rival.Contender;
import renewals.bench.run.FlinkBuild;
import renewals.bench.run.PostgresServer;
import renewals.kit.Nearest;

/** The rivals by name, and which of them can run here. */
record Rivals(Ranges ranges) {

  private static final List<Contender> ALL =
      Arrays.stream(Contender.values()).filter(one -> !one.isService()).toList();

  /**
   * All whose programs and libraries are there.
   *
   * @param say is told of each other one, and why
   */
  List<Contender> allThatCanRun(Consumer<String> say) {
    return ALL.stream()
        .filter(
            rival -> {
              Optional<String> missing = missing(rival);
              missing.ifPresent(why -> say.accept("without %s: %s".formatted(rival.label(), why)));
              return missing.isEmpty();
            })
        .toList();
  }

  /** The one of that name; refused where there is none, or where it cannot run here. */
  Contender named(String name) {
    Contender rival = known(name);
    missing(rival)
        .ifPresent(
            why -> {
              throw ranges.wrong("--rivals is %s: %s".formatted(name, why));
            });
    return rival;
  }

  private Contender known(String name) {
    for (Contender variant :
        List.of(Contender.WITHOUT_ESTIMATES, Contender.WITH_LISTS, Contender.PROVEN)) {
      if (name.equals(variant.label())) {
        return variant;
      }
    }
    List<String> labels = ALL.stream().map(Contender::label).toList();
    return ALL.stream()
        .filter(rival -> rival.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ranges.wrong(
                    "--rivals is %s, expected some of %s%s"
                        .formatted(name, String.join(", ", labels), Nearest.hint(name, labels))));
  }

  /** Why a rival cannot run here. */
  private static Optional<String> missing(Contender rival) {
    return switch (rival.kind()) {
      case SERVICE, STREAMS -> Optional.empty();
      case POSTGRES ->
          PostgresServer.programs().isPresent()
              ? Optional.empty()
              : Optional.of("no PostgreSQL is installed (Debian: apt-get install postgresql)");
      case FLINK ->
          FlinkBuild.classPath().isPresent() ? Optional.empty() : Optional.of(FlinkBuild.MISSING);
    };
  }
}
