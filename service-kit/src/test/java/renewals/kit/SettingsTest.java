package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void shouldGiveTheDefaultForWhatIsNotSetOrBlank() {
    Settings settings = Settings.of(Map.of("blank", "  "));

    assertThat(settings.text("host", "127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(settings.text("blank", "x")).isEqualTo("x");
    assertThat(settings.count("port", 8090, 0, 65535)).isEqualTo(8090);
    assertThat(settings.flag("on", true)).isTrue();
    assertThat(settings.duration("wait", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldRefuseASecretThatCanBeGuessedWithoutShowingIt() {
    String enough = "0123456789abcdef0123456789abcdef";

    assertThat(Settings.of(Map.of("token", enough)).secret("token")).contains(enough);
    assertThat(Settings.of(Map.of()).secret("token")).isEmpty();
    assertThatThrownBy(() -> Settings.of(Map.of("token", "hunter2")).secret("token"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("token is 7 characters, expected at least 32")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldLetOptionsWinOverSystemProperties() {
    String name = "renewals.settings.test";
    System.setProperty(name, "system");
    try {
      assertThat(Settings.load(Map.of()).text(name)).contains("system");
      assertThat(Settings.load(Map.of(name, "option")).text(name)).contains("option");
    } finally {
      System.clearProperty(name);
    }
  }

  @Test
  void shouldReadTheFileThatIsNamedBelowTheOptions(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.properties");
    Files.writeString(file, "secret=a b=c\nport=1\n");

    Settings settings = Settings.load(Map.of("settings.file", file.toString(), "port", "2"));

    assertThat(settings.text("secret")).contains("a b=c");
    assertThat(settings.text("port")).contains("2");
  }

  @Test
  void shouldLetTheLaterOfSeveralNamedFilesWin(@TempDir Path folder) throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "a=1\nb=1\n");
    Path two = Files.writeString(folder.resolve("two"), "b=2\n");

    Settings settings = Settings.load(Map.of("settings.file", one + File.pathSeparator + two));

    assertThat(settings.text("a")).contains("1");
    assertThat(settings.text("b")).contains("2");
  }

  @Test
  void shouldRefuseANamedFileThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing");
    Path broken = Files.writeString(folder.resolve("broken"), "a=\\u00zz");

    assertThatThrownBy(() -> Settings.load(Map.of("settings.file", missing.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessage("settings.file is %s, expected a file that can be read", missing);
    assertThatThrownBy(() -> Settings.load(Map.of("settings.file", folder.toString())))
        .isInstanceOf(SettingException.class);
    assertThatThrownBy(() -> Settings.load(Map.of("settings.file", broken.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected a properties file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "-1", "65536", "99999999999999999999"})
  void shouldRefuseNumbersOutOfBoundsNamingSettingValueAndExpectation(String given) {
    Settings settings = Settings.of(Map.of("port", given));

    assertThatThrownBy(() -> settings.count("port", 1, 0, 65535))
        .isInstanceOf(SettingException.class)
        .hasMessage("port is %s, expected a whole number from 0 to 65535", given);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "h:8080", "ftp://h", "http://", "http://h:99999", "http://a b"})
  void shouldRefuseWhatIsNoUrl(String given) {
    Settings settings = Settings.of(Map.of("url", given));

    assertThatThrownBy(() -> settings.url("url", "http://h"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("url is " + given + ", expected an http or https URL");
    assertThatThrownBy(() -> settings.url("url")).isInstanceOf(SettingException.class);
  }

  @Test
  void shouldRefuseASwitchThatIsNeitherOnNorOff() {
    Settings settings = Settings.of(Map.of("on", "yes"));

    assertThatThrownBy(() -> settings.flag("on", false))
        .hasMessage("on is yes, expected true or false");
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "5s, PT5S", "2m, PT2M", "24h, PT24H", "90d, PT2160H", "PT1M, PT1M"})
  void shouldReadDurations(String given, Duration expected) {
    assertThat(Settings.durationOf("wait", given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "s", "5 s", "-5s", "5w", "P1M", "99999999999999999999s"})
  void shouldRefuseWhatIsNoDuration(String given) {
    assertThatThrownBy(() -> Settings.durationOf("wait", given))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("wait is " + given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "PT0S", "PT-1H"})
  void shouldRefuseADurationThatHasToBeAboveZero(String given) {
    Settings settings = Settings.of(Map.of("wait", given));

    assertThatThrownBy(() -> settings.positive("wait", Duration.ofSeconds(1)))
        .isInstanceOf(SettingException.class)
        .hasMessage("wait is %s, expected a duration above zero", given);
  }

  @Test
  void shouldPassEverythingBelowAPrefixThroughWithoutThePrefix() {
    Settings settings =
        Settings.of(Map.of("kafka.bootstrap.servers", "a:1", "kafka.linger.ms", "5", "other", "x"));

    assertThat(settings.below("kafka."))
        .containsExactlyInAnyOrderEntriesOf(Map.of("bootstrap.servers", "a:1", "linger.ms", "5"));
  }

  @Test
  void shouldKnowWhatWasAskedForAndWithWhichDefault() {
    Settings settings = Settings.of(Map.of("port", "1"));

    settings.count("port", 8090, 0, 65535);
    settings.duration("wait", Duration.ofSeconds(5));
    settings.below("kafka.");

    assertThat(settings.readings().values())
        .containsExactly(
            new Settings.Reading("kafka.*", Settings.Kind.PREFIX, ""),
            new Settings.Reading("port", Settings.Kind.NUMBER, "8090"),
            new Settings.Reading("wait", Settings.Kind.DURATION, "PT5S"));
  }
}
