package renewals.schemas.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.schemas.links.SignedTokens.Worth;

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
}
