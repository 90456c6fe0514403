package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.SignedTokens.Worth;

class LinkSettingsTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

  @Test
  void shouldReadWhatMakesLinks() {
    Settings settings =
        Settings.of(
            Map.of(
                "page.link.secret", SECRET,
                "page.base.url", "https://example.com/renewals/",
                "page.link.valid", "2d"));
    String link = LinkSettings.links(settings).orElseThrow().to("R-1", NOW);

    assertThat(link).startsWith("https://example.com/renewals/r/R-1?t=");
    LinkTokens tokens = new LinkTokens(LinkSettings.keys(settings));
    String token = link.substring(link.indexOf('=') + 1);
    assertThat(tokens.check(token, "R-1", NOW.plusSeconds(2 * 86_400 - 1)))
        .isEqualTo(new LinkTokens.Checked(Worth.VALID, NOW));
    assertThat(tokens.check(token, "R-1", NOW.plusSeconds(2 * 86_400)).worth())
        .isEqualTo(Worth.EXPIRED);
  }

  @Test
  void shouldMakeNoLinksWithoutSecretOrUrl() {
    assertThat(LinkSettings.links(Settings.of(Map.of("page.link.secret", SECRET)))).isEmpty();
    assertThat(LinkSettings.links(Settings.of(Map.of("page.base.url", "https://example.com"))))
        .isEmpty();
  }

  @Test
  void shouldReadTwoKeysOfWhichTheFirstSigns() {
    String second = "another secret of over 32 characters";
    List<LinkTokens.Key> keys =
        LinkSettings.keys(
            Settings.of(
                Map.of(
                    "page.link.secret",
                    SECRET,
                    "page.link.key-id",
                    "2026b",
                    "page.link.second.secret",
                    second,
                    "page.link.second.key-id",
                    "2026a")));

    assertThat(keys).extracting(LinkTokens.Key::id).containsExactly("2026b", "2026a");
    assertThat(new LinkTokens(keys).sign("R-1", NOW, NOW)).startsWith("2026b.");
  }

  @Test
  void shouldRefuseTwoKeysOfOneIdAndASecondAlone() {
    assertThatThrownBy(
            () ->
                LinkSettings.keys(
                    Settings.of(
                        Map.of(
                            "page.link.secret", SECRET,
                            "page.link.second.secret", SECRET,
                            "page.link.second.key-id", "1"))))
        .hasMessageContaining("page.link.second.key-id is 1, expected another");
    assertThatThrownBy(
            () -> LinkSettings.keys(Settings.of(Map.of("page.link.second.secret", SECRET))))
        .hasMessageContaining("page.link.secret is nothing");
    assertThatThrownBy(
            () ->
                LinkSettings.keys(
                    Settings.of(Map.of("page.link.secret", SECRET, "page.link.key-id", "a.b"))))
        .hasMessageContaining("page.link.key-id is a.b");
  }

  @Test
  void shouldRefuseAShortSecretWithoutShowingIt() {
    assertThatThrownBy(() -> LinkSettings.keys(Settings.of(Map.of("page.link.secret", "hunter2"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("page.link.secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldRefuseABaseUrlThatIsNone() {
    for (String url :
        new String[] {"example.com", "ftp://example.com", "https://", "https://a b"}) {
      assertThatThrownBy(() -> LinkSettings.baseUrl(Settings.of(Map.of("page.base.url", url))))
          .as(url)
          .isInstanceOf(SettingException.class);
    }
  }
}
