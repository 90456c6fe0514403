package renewals.activation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;
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
    "activation.terms.cutoff-day, 0",
    "activation.terms.cutoff-day, 29",
    "activation.terms.carrier.cmcc.cutoff-day, last",
    "activation.terms.closes-after, P0D",
    "activation.terms.closes-after, PT90H",
    "activation.terms.carrier.cmcc.closes-after, P1M",
    "activation.terms.reminders, 'P30D,'",
    "activation.terms.reminders, 'P30D,PT90M'",
    "activation.terms.carrier.cmcc.reminders, P367D",
    "activation.tick, 0s",
    "activation.usage.thresholds, 80;100",
    "activation.usage.thresholds, 0",
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

  @Test
  void shouldReadACarriersCalendarAndFallBackToThatOfAll() {
    RulePolicy terms =
        ActivationSettings.read(
                Settings.of(
                    Map.of(
                        "activation.terms.cutoff-day", "20",
                        "activation.terms.reminders", "P1D, P14D,PT12H",
                        "activation.terms.carrier.cmcc.cutoff-day", "25",
                        "activation.terms.carrier.cmcc.closes-after", "P90D")))
            .terms();

    assertThat(terms.calendars().of("unicom"))
        .isEqualTo(
            new CalendarTerms(
                20, null, List.of(Duration.ofDays(14), Duration.ofDays(1), Duration.ofHours(12))));
    assertThat(terms.calendars().of("cmcc"))
        .isEqualTo(new CalendarTerms(25, 90, terms.calendars().of("unicom").reminders()));
  }

  private static ActivationSettings read(String name, String value) {
    return ActivationSettings.read(Settings.of(Map.of(name, value)));
  }
}
