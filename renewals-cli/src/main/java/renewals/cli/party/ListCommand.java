package renewals.cli.party;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Binding;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;

/** {@code party list}. */
@Command(name = "list", description = "Shows parties, their keys and what they may.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private FileOption file;

  @Override
  public void run() {
    Attempt.attempt(
        () -> {
          PrintWriter out = spec.commandLine().getOut();
          for (Party party : PartiesFile.load(file.file()).all()) {
            out.println("%s may send %s".formatted(party.id(), eventsOf(party)));
            for (PartyKey key : party.keys()) {
              out.println(
                  "  %-24s %-12s %s"
                      .formatted(
                          key.keyId(),
                          key.type(),
                          key.period().whyNot(Instant.now()).orElse("counts")));
            }
          }
          out.flush();
        });
  }

  private static String eventsOf(Party party) {
    return party.may().stream()
        .flatMap(right -> right.events().stream())
        .map(Binding::eventName)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
