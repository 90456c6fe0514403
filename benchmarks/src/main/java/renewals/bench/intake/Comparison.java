package renewals.bench.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.bench.result.Verdict;

/** What the rounds of all credentials say, held against what was aimed at. */
final class Comparison {

  static final double P50 = 50;
  static final double P99 = 99;

  private static final double LEAST_BY_TOKEN = 0.9;
  private static final double LEAST_BY_SIGNATURE = 0.6;

  private Comparison() {}

  /** As many rounds of each, in the order in which they were measured. */
  static Report report(Map<Credential, List<Round>> measured) {
    StringBuilder table =
        new StringBuilder(
            """

            | credential | events a second | p50 ms | p99 ms | us of the intake for one | of the broker | of the partners | of nobody | failed |
            |---|---|---|---|---|---|---|---|---|
            """);
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    measured.forEach(
        (credential, ofIt) -> {
          long failed = ofIt.stream().mapToLong(Round::failed).sum();
          table.append(
              "| %s | %s | %s | %s | %s | %s | %s | %s | %d |%n"
                  .formatted(
                      credential.label(),
                      spread(ofIt, Round::perSecond),
                      spread(ofIt, one -> one.millis(P50)),
                      spread(ofIt, one -> one.millis(P99)),
                      spread(ofIt, one -> one.forOne(ProcessorTime::intake)),
                      spread(ofIt, one -> one.forOne(ProcessorTime::broker)),
                      spread(ofIt, one -> one.forOne(ProcessorTime::partners)),
                      spread(ofIt, one -> one.forOne(ProcessorTime::nobody)),
                      failed));
          ofIt.forEach(one -> rows.add(row(credential, one)));
          if (failed > 0) {
            faults.add("%d events with %s failed".formatted(failed, credential.label()));
          }
        });
    table.append(
        ("%nOf the intake's own processor time, broker and partners apart, an event without takes"
                + " of one with a token %s, of one with Ed25519 %s.%n")
            .formatted(
                ofItsTime(measured, Credential.TOKEN), ofItsTime(measured, Credential.ED25519)));
    return new Report(
        table.toString(),
        rows,
        List.of(
            verdict(measured, Credential.TOKEN, LEAST_BY_TOKEN),
            verdict(measured, Credential.ED25519, LEAST_BY_SIGNATURE)),
        faults);
  }

  private static Verdict verdict(
      Map<Credential, List<Round>> measured, Credential credential, double expected) {
    return PairedRatios.of(perSecond(measured, credential), perSecond(measured, Credential.NONE))
        .atLeast("events a second with %s, of without".formatted(credential.label()), expected);
  }

  /** Partners and broker share the processors here, in life they don't: this leaves them out. */
  private static String ofItsTime(Map<Credential, List<Round>> measured, Credential credential) {
    return PairedRatios.of(
            figures(measured, Credential.NONE, one -> one.forOne(ProcessorTime::intake)),
            figures(measured, credential, one -> one.forOne(ProcessorTime::intake)))
        .text();
  }

  private static List<Double> perSecond(
      Map<Credential, List<Round>> measured, Credential credential) {
    return figures(measured, credential, Round::perSecond);
  }

  private static List<Double> figures(
      Map<Credential, List<Round>> measured,
      Credential credential,
      Function<Round, Double> figure) {
    return measured.getOrDefault(credential, List.of()).stream().map(figure).toList();
  }

  private static Map<String, Object> row(Credential credential, Round round) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("credential", credential.label());
    row.put("events a second", round.perSecond());
    row.put("p50 ms", round.millis(P50));
    row.put("p99 ms", round.millis(P99));
    row.put("intake us", round.forOne(ProcessorTime::intake));
    row.put("broker us", round.forOne(ProcessorTime::broker));
    row.put("partners us", round.forOne(ProcessorTime::partners));
    row.put("nobody us", round.forOne(ProcessorTime::nobody));
    row.put("failed", round.failed());
    return row;
  }

  private static String spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure)).text();
  }
}
