package renewals.cli.party;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.kit.Nearest;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;
import renewals.parties.model.Binding;

/** {@code party add}. */
@Command(name = "add", description = "Enters a party with its first key.")
final class AddCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private FileOption file;
  @Mixin private KeyOptions key;

  @Parameters(paramLabel = "ID", description = "The party's id.")
  private String id;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      required = true,
      split = ",",
      description = "What it may send.")
  private List<String> events;

  @Option(
      names = "--channel",
      paramLabel = "ID",
      split = ",",
      description = "For which channels; * for any.")
  private List<String> channels = List.of();

  @Option(
      names = "--carrier",
      paramLabel = "ID",
      split = ",",
      description = "For which carriers; * for any.")
  private List<String> carriers = List.of();

  @Option(
      names = "--merchant",
      paramLabel = "ID",
      split = ",",
      description = "For which merchants; a trailing * is a pattern. Default: any.")
  private List<String> merchants = List.of();

  @Option(
      names = "--gifts",
      fallbackValue = "true",
      description = "It may ask for renewals that cost nothing.")
  private boolean gifts;

  @Override
  public void run() {
    events.forEach(this::demandKnown);
    Attempt.attempt(
        () -> {
          PartiesEditor editor = PartiesEditor.open(file.file());
          String keyId = key.keyId(editor, id);
          NewKey made = key.key(keyId, "ed25519");
          Instant from = Attempt.now();
          editor.add(
              id,
              new PartiesEditor.Grant(events, channels, carriers, merchants, gifts),
              keyId,
              made,
              from,
              from.plus(Duration.ofDays(key.days())));
          editor.save();
          Attempt.show(spec.commandLine().getOut(), id, keyId, made);
        });
  }

  private void demandKnown(String event) {
    if (!Binding.names().contains(event)) {
      throw new ParameterException(
          spec.commandLine(),
          "--event is %s, expected one of %s%s"
              .formatted(
                  event, String.join(", ", Binding.names()), Nearest.hint(event, Binding.names())));
    }
  }
}
