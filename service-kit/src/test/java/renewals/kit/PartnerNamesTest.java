package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.PartnerNames.Partner;

class PartnerNamesTest {

  private static PartnerNames read(String... namesAndValues) {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return PartnerNames.read(Settings.of(settings));
  }

  @Test
  void shouldKnowCarriersAndChannelsByTheirIds() {
    PartnerNames names =
        read(
            "names.carrier.cn.mobile.zh", "中国移动",
            "names.carrier.cn.mobile.en", "China Mobile",
            "names.carrier.cn.mobile.phone", "10086",
            "names.channel.lakala-app.zh", "拉卡拉",
            "names.channel.lakala-app.url", "https://www.lakala.com/help");

    Partner mobile = names.carrier("cn.mobile").orElseThrow();
    assertThat(mobile.zh()).isEqualTo("中国移动");
    assertThat(mobile.en()).isEqualTo("China Mobile");
    assertThat(mobile.phone()).contains("10086");
    assertThat(names.channel("lakala-app").orElseThrow().url())
        .contains("https://www.lakala.com/help");
    assertThat(names.channel("cn.mobile")).isEmpty();
    assertThat(names.carrier(null)).isEmpty();
  }

  @Test
  void shouldTakeAnOnlyNameForBothLanguages() {
    assertThat(read("names.carrier.c.zh", "中国联通").carrier("c").orElseThrow().en())
        .isEqualTo("中国联通");
    assertThat(read("names.carrier.c.en", "China Unicom").carrier("c").orElseThrow().zh())
        .isEqualTo("China Unicom");
  }

  @Test
  void shouldDialDigitsAlone() {
    Partner partner =
        read("names.channel.c.en", "Pay", "names.channel.c.phone", "+86 400-123 456")
            .channel("c")
            .orElseThrow();

    assertThat(partner.phone()).contains("+86 400-123 456");
    assertThat(partner.dialled()).contains("+86400123456");
  }

  @ParameterizedTest
  @CsvSource({
    "names.carrier.c.phone, call us, names.carrier.c.phone",
    "names.carrier.c.phone, 1, names.carrier.c.phone",
    "names.carrier.c.url, http://plain.example, names.carrier.c.url",
    "names.carrier.c.url, javascript:alert(1), names.carrier.c.url",
    "names.carrier.c.fax, 1234, names.carrier.c.fax",
    "names.carrier.zh, 中国移动, names.carrier.zh",
    "names.carrier.c.en, see www.evil.example/now, names.carrier.c.en"
  })
  void shouldNameTheSettingThatWontDo(String name, String value, String named) {
    assertThatThrownBy(() -> read("names.carrier.c.zh", "中国移动", name, value))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(value);
  }

  @Test
  void shouldDemandANameOfWhoHasAPhone() {
    assertThatThrownBy(() -> read("names.channel.c.phone", "95016"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("names.channel.c.zh");
  }
}
