package renewals.cli.party;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import renewals.cli.call.CommandFailure;
import renewals.kit.SettingException;
import renewals.parties.admin.NewKey;
import renewals.parties.file.PartiesFileException;

/** What all commands on the file of parties share. */
final class Attempt {

  /** What may go wrong in all of them. */
  interface Action {
    void run() throws IOException, PartiesFileException;
  }

  private Attempt() {}

  /**
   * Does it.
   *
   * @throws CommandFailure it went wrong; one line
   */
  static void attempt(Action action) {
    try {
      action.run();
    } catch (NoSuchFileException e) {
      throw new SettingException("--file", e.getFile(), "a file in a folder that exists");
    } catch (IOException e) {
      throw new CommandFailure("%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()), e);
    } catch (PartiesFileException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** Says which key a party has now, and once what it needs for that. */
  static void show(PrintWriter out, String id, String keyId, NewKey key) {
    out.println("%s speaks by key %s of type %s".formatted(id, keyId, key.type()));
    key.shownOnce()
        .ifPresent(
            secret -> {
              out.println("give this to the party, it is not shown again:");
              out.println(secret);
            });
    out.flush();
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
