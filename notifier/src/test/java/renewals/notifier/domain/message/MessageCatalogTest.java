package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.standing.Aspect;
import renewals.schemas.contract.NoticeKinds;

class MessageCatalogTest {

  private static final MessageCatalog ENGLISH = MessageCatalog.in(Language.ENGLISH);

  @Test
  void shouldHaveTheSameTextsInEveryLanguage() {
    assertThat(MessageCatalog.in(Language.CHINESE).keys())
        .containsAll(ENGLISH.keys())
        .filteredOn(key -> !ENGLISH.has(key))
        .containsExactly("money.CNY");
  }

  /** What is urgent is never in a digest, nor what is told of an address. */
  @Test
  void shouldNameEveryKindThatADigestMayTell() {
    assertThat(Kind.values())
        .filteredOn(kind -> !kind.isUrgent() && kind != Kind.DIGEST)
        .filteredOn(kind -> kind != Kind.ADDRESS_PAUSED && kind != Kind.ADDRESS_RECOVERED)
        .allMatch(kind -> ENGLISH.has("digest.kind." + kind));
  }

  /** Urgent kinds are never in a digest of a day, but may hold when an address is new. */
  @Test
  void shouldNameEveryKindThatMayHoldForLong() {
    assertThat(Kind.values())
        .filteredOn(kind -> Aspect.of(kind).isPresent())
        .allMatch(kind -> ENGLISH.has("digest.kind." + kind));
  }

  @Test
  void shouldLetMerchantsHaveAPreferenceForEveryKindButTheDigest() {
    assertThat(Kind.read())
        .filteredOn(kind -> kind != Kind.DIGEST)
        .allMatch(kind -> NoticeKinds.isKnown(kind.name()));
  }

  @Test
  void shouldSayItInTheFirstWayWhoseValuesAreKnown() {
    assertThat(ENGLISH.say("card", Map.of("tail", "4146"))).contains("Card 4146");
    assertThat(ENGLISH.say("card", Map.of())).contains("Your data card");
  }

  @Test
  void shouldLeaveOutALineThatCannotBeSaid() {
    assertThat(ENGLISH.lines("details", Map.of("renewal", "R1"))).containsExactly("Renewal: R1");
    assertThat(ENGLISH.say("money", Map.of("figure", "1.00"))).isEmpty();
  }

  @Test
  void shouldNotReadWhatIsFilledInAsAText() {
    Map<String, String> values = Map.of("words", "pay $1 {card} || \\\\", "card", "Card 1");
    assertThat(ENGLISH.say("rejected.body.3", values))
        .contains("The carrier says: pay $1 {card} || \\\\");
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    assertThatThrownBy(() -> ENGLISH.say("nothing", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no words for nothing");
  }
}
