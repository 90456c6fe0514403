package renewals.cli.party;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.parties.admin.PartiesEditor;

/** {@code party disable}. */
@Command(name = "disable", description = "Ends a key at once.")
final class DisableCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private FileOption file;

  @Parameters(paramLabel = "KEY_ID", description = "The key.")
  private String keyId;

  @Override
  public void run() {
    Attempt.attempt(
        () -> {
          PartiesEditor editor = PartiesEditor.open(file.existing());
          editor.disable(keyId, Attempt.now());
          editor.save();
          spec.commandLine().getOut().println("key %s counts no more".formatted(keyId));
          spec.commandLine().getOut().flush();
        });
  }
}
