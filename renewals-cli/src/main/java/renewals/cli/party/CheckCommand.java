package renewals.cli.party;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.parties.admin.Doubts;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Parties;

/** {@code party check}. */
@Command(name = "check", description = "Reads a file of parties as the intake would.")
final class CheckCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Override
  public void run() {
    Attempt.attempt(
        () -> {
          Parties parties = PartiesFile.load(file);
          PrintWriter out = spec.commandLine().getOut();
          Doubts.of(parties, Instant.now()).forEach(doubt -> out.println("doubtful: " + doubt));
          out.println(
              "%d parties, %d keys"
                  .formatted(
                      parties.all().size(),
                      parties.all().stream().mapToInt(party -> party.keys().size()).sum()));
          out.flush();
        });
  }
}
