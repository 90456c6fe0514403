package renewals.bench.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renewals.bench.delivery.judge.Endings;
import renewals.bench.delivery.judge.Judgement;
import renewals.bench.delivery.judge.Kill;
import renewals.bench.delivery.judge.Oracle;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.delivery.receive.TerminalHost;
import renewals.doubles.terminal.Mosquitto;

/**
 * The terminals of a run, each of which is shown what its merchant is told: a notice of its own for
 * each trigger. There are none where their broker isn't installed.
 */
final class Tills implements AutoCloseable {

  private final NoticePlan plan;
  private final Arrivals arrivals;
  private final Endings endings;
  private final Optional<TerminalHost> host;

  private Tills(NoticePlan plan, Path folder) {
    this.plan = plan;
    this.arrivals = new Arrivals(plan);
    this.endings = new Endings(plan);
    this.host =
        missing().isPresent()
            ? Optional.empty()
            : Optional.of(
                TerminalHost.open(folder.resolve("terminals"), plan.addresses(), arrivals));
  }

  /** Opens their broker, if there can be one. */
  static Tills open(NoticePlan beside, Path folder) {
    return new Tills(beside.ofTerminals(), folder);
  }

  /** What they lack on this machine; empty where nothing is missing. */
  static Optional<String> missing() {
    return Optional.ofNullable(Mosquitto.missing());
  }

  /** What the notifier must be told to reach them. */
  Map<String, String> settings() {
    return host.map(TerminalHost::settings).orElse(Map.of());
  }

  /** How their notices end. */
  Endings endings() {
    return endings;
  }

  /** How many of their notices have no end yet. */
  int open() {
    return host.isEmpty() ? 0 : plan.notices() - endings.count();
  }

  /** Judges what they were shown, with what merchants were told. */
  Judgement judge(Judgement merchants, Set<String> givenUp, List<Kill> kills) {
    return host.isEmpty()
        ? merchants
        : merchants.and(Oracle.judge(plan, endings, arrivals, givenUp, kills));
  }

  @Override
  public void close() throws InterruptedException {
    if (host.isPresent()) {
      host.get().close();
    }
  }
}
