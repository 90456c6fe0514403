package renewals.activation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.rules.RulePolicy.ReviewTerms;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.testing.SettingRow;

class ActivationSettingsTest {

  static final List<SettingRow> ROWS =
      SettingRow.table(ActivationSettingsTest.class, "settings.txt");

  @Test
  void shouldReadTheSettingsOfTheTableWithTheirDefaultsAndNoOther() {
    Settings none = Settings.of(Map.of());
    ActivationSettings.read(none);
    Map<String, String> read = new TreeMap<>();
    none.readings().values().forEach(reading -> read.put(reading.name(), reading.otherwise()));

    Map<String, String> expected = new TreeMap<>();
    ROWS.forEach(row -> expected.put(row.name(), row.otherwise()));
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldTakeWhatItMayBeUpToItsBounds(SettingRow row) {
    assertThat(row.taken())
        .allSatisfy(value -> assertThatNoException().isThrownBy(() -> read(row.name(), value)));
  }

  /** Whatever else is set: a slip in what isn't used yet would show on the day it is. */
  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldRefuseAnythingElseByNameValueAndExpectation(SettingRow row) {
    assertThat(row.refused())
        .allSatisfy(
            value ->
                assertThatThrownBy(() -> read(row.name(), value.given()))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(row.message(value)));
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldRefuseWhatIsNoDurationWhereOneIsExpected(SettingRow row) {
    List<String> durations = new ArrayList<>();
    if (row.otherwise().startsWith("PT")) {
      durations.addAll(List.of("soon", "5", "5x", "PT"));
    }
    assertThat(durations)
        .allSatisfy(
            value ->
                assertThatThrownBy(() -> read(row.name(), value))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(
                        "%s is %s, expected a duration such as 500ms, 5s, PT24H"
                            .formatted(row.name(), value)));
  }

  @ParameterizedTest
  @CsvSource({
    "delayed-after, 0s, a duration above zero",
    "stalled-after, 0s, a duration above zero",
    "cutoff-day, last, 'a day of every month, from 1 to 28'",
    "closes-after, P1M, whole days from 1d to 366d",
    "zone, Asia/Nowhere, an IANA time zone such as Asia/Shanghai"
  })
  void shouldRefuseByNameWhatIsSetForOneCarrier(String ending, String value, String expected) {
    String name = "activation.terms.carrier.cmcc." + ending;

    assertThatThrownBy(() -> read(name, value))
        .isInstanceOf(SettingException.class)
        .hasMessage("%s is %s, expected %s".formatted(name, value, expected));
  }

  @Test
  void shouldGiveACarrierItsOwnTermsAndTheOthersTheirs() {
    RulePolicy policy =
        ActivationSettings.read(
                Settings.of(
                    Map.of(
                        "activation.terms.delayed-after", "2h",
                        "activation.terms.carrier.cmcc.stalled-after", "3d",
                        "activation.terms.carrier.cmcc.zone", "UTC")))
            .policy();

    Duration delayed = Duration.ofHours(2);
    assertThat(policy.review().of("cmcc")).isEqualTo(new ReviewTerms(delayed, Duration.ofDays(3)));
    assertThat(policy.review().of("cucc")).isEqualTo(new ReviewTerms(delayed, Duration.ofDays(14)));
    assertThat(policy.zones().of("cmcc")).isEqualTo(ZoneId.of("UTC"));
    assertThat(policy.zones().of("cucc")).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void shouldReadACarriersCalendarAndFallBackToThatOfAll() {
    RulePolicy policy =
        ActivationSettings.read(
                Settings.of(
                    Map.of(
                        "activation.terms.cutoff-day", "20",
                        "activation.terms.reminders", "P1D, P14D,PT12H",
                        "activation.terms.carrier.cmcc.cutoff-day", "25",
                        "activation.terms.carrier.cmcc.closes-after", "P90D")))
            .policy();

    assertThat(policy.calendars().of("unicom"))
        .isEqualTo(
            new CalendarTerms(
                20, null, List.of(Duration.ofDays(14), Duration.ofDays(1), Duration.ofHours(12))));
    assertThat(policy.calendars().of("cmcc"))
        .isEqualTo(new CalendarTerms(25, 90, policy.calendars().of("unicom").reminders()));
  }

  @Test
  void shouldListenEverywhereOnceThereIsATokenAndTlsOrANamedProxy() {
    Map<String, String> given = new HashMap<>();
    given.put("activation.http.host", "0.0.0.0");
    given.put("activation.http.token", "01234567890123456789012345678901");
    assertThatThrownBy(() -> ActivationSettings.read(Settings.of(given)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "activation.http.host is 0.0.0.0, expected a loopback address, or"
                + " activation.http.tls.certificate, or the proxy in activation.http.proxies");

    given.put("activation.http.proxies", "10.0.0.7");

    assertThat(ActivationSettings.read(Settings.of(given)).http().host()).isEqualTo("0.0.0.0");
  }

  private static ActivationSettings read(String name, String value) {
    return ActivationSettings.read(Settings.of(Map.of(name, value)));
  }
}
