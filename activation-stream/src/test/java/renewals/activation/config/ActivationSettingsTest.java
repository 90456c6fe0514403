package renewals.activation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;

class ActivationSettingsTest {

  private static final Set<Settings.Kind> CHECKED =
      EnumSet.of(Settings.Kind.NUMBER, Settings.Kind.FLAG, Settings.Kind.DURATION);

  /** Whatever else is set: a slip in what isn't used yet would show on the day it is. */
  @Test
  void shouldRefuseNonsenseInEverySettingThatIsNoText() {
    Settings none = Settings.of(Map.of());
    ActivationSettings.read(none);
    List<String> checked =
        none.readings().values().stream()
            .filter(reading -> CHECKED.contains(reading.kind()))
            .map(Settings.Reading::name)
            .toList();

    assertThat(checked).contains("activation.tick", "activation.estimates.fewest");
    assertThat(checked)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> read(name, "nonsense"))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(name + " is nonsense, expected"));
  }

  @ParameterizedTest
  @CsvSource({
    "activation.terms.zone, Asia/Nowhere",
    "activation.terms.carrier.cmcc.zone, Asia/Nowhere",
    "activation.terms.carrier.cmcc.delayed-after, -PT1H",
    "activation.tick, 0s",
    "activation.http.token, short",
    "activation.http.hosts, a b",
    "activation.http.proxies, proxy.example.com"
  })
  void shouldRefuseBadValuesByName(String name, String value) {
    assertThatThrownBy(() -> read(name, value))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + " is ")
        .hasMessageContaining("expected");
  }

  private static ActivationSettings read(String name, String value) {
    return ActivationSettings.read(Settings.of(Map.of(name, value)));
  }
}
