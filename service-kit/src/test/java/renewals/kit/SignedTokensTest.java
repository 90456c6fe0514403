package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.kit.SignedTokens.Worth;

class SignedTokensTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private final SignedTokens tokens = tokens(SECRET, "link");

  private static SignedTokens tokens(String secret, String purpose) {
    return new SignedTokens(secret.getBytes(StandardCharsets.UTF_8), purpose);
  }

  @Test
  void shouldOpenItsSubjectUntilItExpires() {
    String token = tokens.sign("R-1", LATER);

    assertThat(tokens.check(token, "R-1", NOW)).isEqualTo(Worth.VALID);
    assertThat(tokens.check(token, "R-1", LATER.minusSeconds(1))).isEqualTo(Worth.VALID);
    assertThat(tokens.check(token, "R-1", LATER)).isEqualTo(Worth.EXPIRED);
  }

  @Test
  void shouldOpenNothingElse() {
    String token = tokens.sign("R-1", LATER);

    assertThat(tokens.check(token, "R-2", NOW)).isEqualTo(Worth.FORGED);
    assertThat(tokens(SECRET, "pass").check(token, "R-1", NOW)).isEqualTo(Worth.FORGED);
    assertThat(tokens("another" + SECRET, "link").check(token, "R-1", NOW)).isEqualTo(Worth.FORGED);
  }

  @Test
  void shouldNoticeEveryChangedCharacter() {
    String token = tokens.sign("R-1", LATER);
    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'a' ? 'b' : 'a';
      String tampered = token.substring(0, at) + other + token.substring(at + 1);

      assertThat(tokens.check(tampered, "R-1", NOW)).as(tampered).isEqualTo(Worth.FORGED);
    }
  }

  @Test
  void shouldTakeAnythingElseForForged() {
    for (String token : new String[] {"", ".", "x", "zzzzzz.", ".abc", "t9.t9.t9", "一.二"}) {
      assertThat(tokens.check(token, "R-1", NOW)).as(token).isEqualTo(Worth.FORGED);
    }
  }

  @Test
  void shouldMakeLinksThatItsTokensOpen() {
    Settings settings =
        Settings.of(
            Map.of(
                "page.link.secret", SECRET,
                "page.base.url", "https://example.com/renewals/",
                "page.link.valid", "2d"));
    String link = RenewalLinks.read(settings).orElseThrow().to("R-1", NOW);

    assertThat(link).startsWith("https://example.com/renewals/r/R-1?t=");
    String token = link.substring(link.indexOf('=') + 1);
    assertThat(RenewalLinks.tokens(settings).orElseThrow().check(token, "R-1", LATER))
        .isEqualTo(Worth.VALID);
  }

  @Test
  void shouldMakeNoLinksWithoutSecretOrUrl() {
    assertThat(RenewalLinks.read(Settings.of(Map.of("page.link.secret", SECRET))))
        .isEqualTo(Optional.empty());
    assertThat(RenewalLinks.read(Settings.of(Map.of("page.base.url", "https://example.com"))))
        .isEqualTo(Optional.empty());
  }

  @Test
  void shouldRefuseAShortSecretWithoutShowingIt() {
    assertThatThrownBy(
            () -> RenewalLinks.secret(Settings.of(Map.of("page.link.secret", "hunter2"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("page.link.secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldRefuseABaseUrlThatIsNone() {
    for (String url :
        new String[] {"example.com", "ftp://example.com", "https://", "https://a b"}) {
      assertThatThrownBy(() -> RenewalLinks.baseUrl(Settings.of(Map.of("page.base.url", url))))
          .as(url)
          .isInstanceOf(SettingException.class);
    }
  }
}
