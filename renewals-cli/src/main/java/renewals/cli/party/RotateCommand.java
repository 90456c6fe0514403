package renewals.cli.party;

import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.kit.Settings;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;

/** {@code party rotate}. */
@Command(
    name = "rotate",
    description = "Gives a party another key; those of the same type end after a while.")
final class RotateCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private FileOption file;
  @Mixin private KeyOptions key;

  @Parameters(paramLabel = "ID", description = "The party's id.")
  private String id;

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description = "How long the keys before still count. Default: ${DEFAULT-VALUE}.")
  private String overlap;

  @Override
  public void run() {
    Duration still = Settings.durationOf("--overlap", overlap);
    Attempt.attempt(
        () -> {
          PartiesEditor editor = PartiesEditor.open(file.existing());
          String keyId = key.keyId(editor, id);
          NewKey made = key.key(keyId, editor.latestType(id));
          Instant from = Attempt.now();
          editor.rotate(
              id, keyId, made, from, from.plus(Duration.ofDays(key.days())), from.plus(still));
          editor.save();
          Attempt.show(spec.commandLine().getOut(), id, keyId, made);
        });
  }
}
