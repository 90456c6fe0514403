package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.schemas.links.RenewalLinks;
import renewals.schemas.links.SignedTokens;
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
    SignedTokens tokens =
        new SignedTokens(SECRET.getBytes(StandardCharsets.UTF_8), RenewalLinks.PURPOSE);
    String token = link.substring(link.indexOf('=') + 1);
    assertThat(tokens.check(token, "R-1", NOW.plusSeconds(2 * 86_400 - 1))).isEqualTo(Worth.VALID);
    assertThat(tokens.check(token, "R-1", NOW.plusSeconds(2 * 86_400))).isEqualTo(Worth.EXPIRED);
  }

  @Test
  void shouldMakeNoLinksWithoutSecretOrUrl() {
    assertThat(LinkSettings.links(Settings.of(Map.of("page.link.secret", SECRET)))).isEmpty();
    assertThat(LinkSettings.links(Settings.of(Map.of("page.base.url", "https://example.com"))))
        .isEmpty();
  }

  @Test
  void shouldRefuseAShortSecretWithoutShowingIt() {
    assertThatThrownBy(
            () -> LinkSettings.secret(Settings.of(Map.of("page.link.secret", "hunter2"))))
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
