package renewals.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import renewals.cli.call.SettingDefaults;

class CommandSettingsTest {

  /** A service knows its own command alone, and must not refuse a file that serves others too. */
  @Test
  void shouldWriteDownTheSettingsOfAllCommands() {
    assertThat(SettingDefaults.ofAllCommands())
        .isEqualTo(SettingDefaults.optionsOf(Main.commandLine().getCommandSpec()));
  }
}
