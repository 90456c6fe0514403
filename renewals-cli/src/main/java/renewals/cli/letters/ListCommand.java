package renewals.cli.letters;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.Moments;
import renewals.cli.query.ForPeople;
import renewals.cli.replay.LetterFilter;
import renewals.cli.replay.LetterReader;
import renewals.kit.SettingException;

/** {@code dead-letters list}. */
@Command(
    name = "list",
    description =
        "How many dead letters there are of each reason, then the newest, one a line. Of several"
            + " letters of one record the last counts. No address and no whole number of a card is"
            + " shown.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private LetterOptions which;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description =
          "Only what was given up since then, "
              + Moments.PAST_FORM
              + ". Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many of the newest, at least 1. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "A JSON object a line, and no counts.")
  private boolean isJson;

  @Override
  public void run() {
    if (limit < 1) {
      throw new SettingException("--limit", String.valueOf(limit), "1 or more");
    }
    LetterFilter filter = which.filter();
    Instant from = Moments.past("--since", since, CommandClock.of(cluster.settings()).instant());
    List<ListedLetter> found = found(filter, from);
    PrintWriter out = spec.commandLine().getOut();
    List<ListedLetter> newest =
        found.stream()
            .sorted(Comparator.comparing(ListedLetter::at).reversed())
            .limit(limit)
            .toList();
    if (!found.isEmpty() && !isJson) {
      summary(found, from, out);
    }
    newest.forEach(letter -> out.println(letter.line()));
    if (!found.isEmpty() && !isJson) {
      if (found.size() > newest.size()) {
        out.printf("%d older ones, --limit shows them%n", found.size() - newest.size());
      }
      out.printf("more of one: ./renewals dead-letters show %s%n", newest.getFirst().name());
    }
    out.flush();
    if (found.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("no dead letter since %s fits%n", ForPeople.time(from));
      err.flush();
    }
  }

  private List<ListedLetter> found(LetterFilter filter, Instant from) {
    Map<String, ListedLetter> byRecord = new LinkedHashMap<>();
    new LetterReader(cluster.ofRecords())
        .each(
            filter,
            from,
            letter ->
                byRecord.put(
                    letter.id().orElseGet(letter.ownPlace()::toString),
                    ListedLetter.of(letter, isJson)));
    return new ArrayList<>(byRecord.values());
  }

  private static void summary(List<ListedLetter> letters, Instant from, PrintWriter out) {
    out.printf(
        "%d dead letter%s since %s%n",
        letters.size(), letters.size() == 1 ? "" : "s", ForPeople.time(from));
    Map<String, Map<String, Long>> counts =
        letters.stream()
            .collect(
                Collectors.groupingBy(
                    ListedLetter::reason,
                    TreeMap::new,
                    Collectors.groupingBy(
                        ListedLetter::topic, TreeMap::new, Collectors.counting())));
    counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Map<String, Long>> one) -> all(one))
                .reversed())
        .forEach(
            one ->
                out.printf(
                    "  %-22s %5d  %s%n",
                    one.getKey(),
                    all(one),
                    one.getValue().entrySet().stream()
                        .map(of -> "%d of %s".formatted(of.getValue(), of.getKey()))
                        .collect(Collectors.joining(", "))));
    out.println();
  }

  private static long all(Map.Entry<String, Map<String, Long>> one) {
    return one.getValue().values().stream().mapToLong(Long::longValue).sum();
  }
}
