package renewals.portal.config;

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

class PortalSettingsTest {

  private static final Set<Settings.Kind> CHECKED =
      EnumSet.of(Settings.Kind.NUMBER, Settings.Kind.FLAG, Settings.Kind.DURATION);

  @Test
  void shouldRefuseNonsenseInEverySettingThatIsNoText() {
    Settings none = Settings.of(Map.of());
    PortalSettings.read(none);
    List<String> checked =
        none.readings().values().stream()
            .filter(reading -> CHECKED.contains(reading.kind()))
            .map(Settings.Reading::name)
            .toList();

    assertThat(checked).contains("portal.http.port", "page.pass.valid", "ops.http.port");
    assertThat(checked)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> read(name, "nonsense"))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(name + " is nonsense, expected"));
  }

  @ParameterizedTest
  @CsvSource({
    "portal.activation.urls, 'http://127.0.0.1:8080,10.0.0.7'",
    "portal.activation.urls, http://127.0.0.1:8080/v1",
    "activation.url, nowhere",
    "activation.http.token, short",
    "page.zone, Asia/Nowhere",
    "page.http.port, 70000",
    "portal.http.hosts, a b",
    "portal.http.host, 0.0.0.0",
    "page.http.host, 10.0.0.7",
    "ops.http.host, 0.0.0.0",
    "portal.http.tls.certificate, /nowhere.pem",
    "page.http.tls.key, /nowhere.pem",
    "ops.http.tls.key, /nowhere.pem"
  })
  void shouldRefuseBadValuesByName(String name, String value) {
    assertThatThrownBy(() -> read(name, value))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void shouldAskTheInstancesThatAreNamedElseTheOneOfTheCommands() {
    assertThat(PortalSettings.read(Settings.of(Map.of())).activation())
        .containsExactly("http://127.0.0.1:8080");
    assertThat(read("activation.url", "http://10.0.0.7:8080").activation())
        .containsExactly("http://10.0.0.7:8080");
    assertThat(
            read("portal.activation.urls", "http://10.0.0.7:8080/, http://10.0.0.8:8080")
                .activation())
        .containsExactly("http://10.0.0.7:8080", "http://10.0.0.8:8080");
  }

  private static PortalSettings read(String name, String value) {
    return PortalSettings.read(Settings.of(Map.of(name, value)));
  }
}
