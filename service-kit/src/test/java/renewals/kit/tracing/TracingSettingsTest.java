package renewals.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;

class TracingSettingsTest {

  @Test
  void shouldBeOffUnlessACollectorIsNamed() {
    assertThat(TracingSettings.read(Settings.of(Map.of()))).isEqualTo(TracingSettings.OFF);
  }

  @Test
  void shouldTakeACollectorWithASlashAtItsEnd() {
    Settings given =
        Settings.of(Map.of("tracing.endpoint", "http://localhost:4318/", "tracing.ratio", "0.25"));

    TracingSettings read = TracingSettings.read(given);

    assertThat(read.endpoint()).contains("http://localhost:4318");
    assertThat(read.ratio()).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "NaN", "a tenth"})
  void shouldRefuseAShareThatIsNoneEvenWhileItIsOff(String ratio) {
    Settings given = Settings.of(Map.of("tracing.ratio", ratio));

    assertThatThrownBy(() -> TracingSettings.read(given))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("tracing.ratio")
        .hasMessageContaining(ratio);
  }
}
