package renewals.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.provenance.ProvenanceSettings.Mode;

class ProvenanceSettingsTest {

  @Test
  void shouldAskNobodyWherePartiesAreNotNamed() {
    assertThat(read(Map.of()).mode()).isEqualTo(Mode.OFF);
  }

  @Test
  void shouldRequireProofsWherePartiesAreNamed() {
    ProvenanceSettings settings =
        read(Map.of("parties.file", "parties.yaml", "provenance.keys", "keys.yaml"));

    assertThat(settings.mode()).isEqualTo(Mode.REQUIRED);
    assertThat(settings.keys()).contains(Path.of("keys.yaml"));
  }

  @Test
  void shouldNotStartWhereProofsAreRequiredAndThereAreNoKeys() {
    String expected =
        "provenance.keys is nothing, expected the file of gateway keys, as provenance is required";

    assertThatThrownBy(() -> read(Map.of("provenance", "required")))
        .isInstanceOf(SettingException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> read(Map.of("parties.file", "parties.yaml"))).hasMessage(expected);
  }

  @Test
  void shouldLetTheOperatorWatchOrTurnItOff() {
    assertThat(read(Map.of("parties.file", "parties.yaml", "provenance", "off")).mode())
        .isEqualTo(Mode.OFF);
    assertThat(read(Map.of("provenance", "watch")).mode()).isEqualTo(Mode.WATCH);
  }

  @Test
  void shouldTakeATimeWithAnOffset() {
    assertThat(read(Map.of("provenance.since", "2026-03-01T08:00:00+08:00")).since())
        .contains(Instant.parse("2026-03-01T00:00:00Z"));
    assertThatThrownBy(() -> read(Map.of("provenance.since", "2026-03-01")))
        .hasMessage(
            "provenance.since is 2026-03-01, expected a time with an offset such as"
                + " 2026-03-01T00:00:00Z");
  }

  @Test
  void shouldSayWhichWordsItKnows() {
    assertThatThrownBy(() -> read(Map.of("provenance", "yes")))
        .hasMessageContaining("expected off, watch or required");
  }

  private static ProvenanceSettings read(Map<String, String> settings) {
    return ProvenanceSettings.read(Settings.of(settings));
  }
}
