package renewals.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** There is no switch that opens the intake to the world without parties. */
class NoOpenDoorTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][^`<]*)` \\|");
  private static final List<String> VALUES =
      List.of("true", "false", "off", "none", "any", "*", "0", "1", "10.0.0.1", "0.0.0.0/0");

  @Test
  void shouldListenOnLoopbackAloneWhateverElseIsSet() throws IOException {
    List<String> settings =
        ROW.matcher(Files.readString(Path.of("../docs/configuration.md")))
            .results()
            .map(row -> row.group(1))
            .filter(name -> !name.equals("parties.file") && !name.equals("producer.http.host"))
            .toList();
    assertThat(settings).contains("producer.http.proxies", "provenance").hasSizeGreaterThan(100);

    for (String host : List.of("0.0.0.0", "::", "192.0.2.1", "intake.example")) {
      for (String setting : settings) {
        for (String value : VALUES) {
          Map<String, String> given = new HashMap<>();
          given.put("schema.registry.url", "http://127.0.0.1:8081");
          given.put("producer.http.proxies", "10.0.0.1");
          given.put("producer.http.host", host);
          given.put(setting, value);
          assertThatThrownBy(() -> ProducerSettings.of(Settings.of(given)))
              .as("%s with %s=%s", host, setting, value)
              .isInstanceOf(SettingException.class);
        }
      }
    }
  }
}
