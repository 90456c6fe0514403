package renewals.schemas.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.schemas.links.SignedTokens.Worth;

class LinkTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final LinkTokens.Key OLD = key("2026a", "0123456789abcdef0123456789abcdef");
  private static final LinkTokens.Key NEW = key("2026b", "fedcba9876543210fedcba9876543210");

  private final LinkTokens both = new LinkTokens(List.of(NEW, OLD));

  private static LinkTokens.Key key(String id, String secret) {
    return new LinkTokens.Key(id, secret.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldSignByTheFirstKeyAndOpenByEach() {
    String byNew = both.sign("R-1", NOW, LATER);
    String byOld = new LinkTokens(List.of(OLD)).sign("R-1", NOW, LATER);

    assertThat(byNew).startsWith("2026b.");
    assertThat(both.check(byNew, "R-1", NOW)).isEqualTo(new LinkTokens.Checked(Worth.VALID, NOW));
    assertThat(both.check(byOld, "R-1", NOW)).isEqualTo(new LinkTokens.Checked(Worth.VALID, NOW));
    assertThat(both.check(byOld, "R-1", LATER).worth()).isEqualTo(Worth.EXPIRED);
    assertThat(new LinkTokens(List.of(NEW)).check(byOld, "R-1", NOW).worth())
        .as("once the old key is gone")
        .isEqualTo(Worth.FORGED);
  }

  @Test
  void shouldNoticeEveryChangedCharacter() {
    String token = both.sign("R-1", NOW, LATER);
    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'a' ? 'b' : 'a';
      String tampered = token.substring(0, at) + other + token.substring(at + 1);

      assertThat(both.check(tampered, "R-1", NOW).worth()).as(tampered).isEqualTo(Worth.FORGED);
    }
  }

  @Test
  void shouldTakeAnythingElseForForged() {
    for (String token : new String[] {"", "...", "2026b...", "2026b.x.y.z", "a.b", "一.二.三.四"}) {
      assertThat(both.check(token, "R-1", NOW).worth()).as(token).isEqualTo(Worth.FORGED);
    }
  }

  @Test
  void shouldOpenLinksOfBeforeKeysHadIds() {
    String token = new SignedTokens(OLD.secret(), LinkTokens.PURPOSE).sign("R-1", LATER);

    assertThat(both.check(token, "R-1", NOW))
        .isEqualTo(new LinkTokens.Checked(Worth.VALID, Instant.EPOCH));
  }

  @Test
  void shouldMakeLinksThatItsTokensOpen() {
    RenewalLinks links = new RenewalLinks(both, "https://example.com/renewals", Duration.ofDays(2));

    String link = links.to("R-1", NOW);

    assertThat(link).startsWith("https://example.com/renewals/r/R-1?t=2026b.");
    String token = link.substring(link.indexOf('=') + 1);
    assertThat(both.check(token, "R-1", LATER).worth()).isEqualTo(Worth.VALID);
  }
}
