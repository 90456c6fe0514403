package renewals.cli.party;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--json", fallbackValue = "true", description = "What was found as JSON.")
  private boolean isJson;

  @Override
  public void run() {
    Attempt.attempt(
        () -> {
          Parties parties = PartiesFile.load(FileOption.readable("FILE", file));
          PrintWriter out = spec.commandLine().getOut();
          List<String> doubts = Doubts.of(parties, Instant.now());
          int keys = parties.all().stream().mapToInt(party -> party.keys().size()).sum();
          if (isJson) {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            found.put("parties", parties.all().size()).put("keys", keys);
            ArrayNode doubtful = found.putArray("doubts");
            doubts.forEach(doubtful::add);
            out.println(found);
          } else {
            doubts.forEach(doubt -> out.println("doubtful: " + doubt));
            out.println("%d parties, %d keys".formatted(parties.all().size(), keys));
          }
          out.flush();
        });
  }
}
