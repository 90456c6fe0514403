package renewals.notifier.senders.terminal;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import renewals.doubles.terminal.Mosquitto;
import renewals.testing.FreePorts;

/** What a test needs of this machine. */
final class Installed {

  private Installed() {}

  /**
   * One that isn't started; without the program the test is left out, on a build server it fails.
   */
  static Mosquitto mosquitto(Path folder) {
    String missing = Mosquitto.missing();
    if (missing != null) {
      if (System.getenv("CI") != null) {
        fail("there is no " + missing);
      }
      abort("there is no " + missing);
    }
    return new Mosquitto(folder, FreePorts.next());
  }
}
