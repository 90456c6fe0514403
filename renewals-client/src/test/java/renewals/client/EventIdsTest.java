package renewals.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import renewals.testing.Samples;
import renewals.v1.CardStatus;

class EventIdsTest {

  @Test
  void shouldNameAUsageReportByCarrierAndNumber() {
    assertThat(EventIds.of(Samples.usage("U1"))).isEqualTo("usage/cmcc/U1");
  }

  @Test
  void shouldNameACardsStatusByItsContentAndNotByTheCard() {
    String id = EventIds.of(Samples.cardStatus(3));

    assertThat(id).matches("card-status/cmcc/[0-9a-f]{32}").doesNotContain("8986");
    assertThat(EventIds.of(Samples.cardStatus(4))).isNotEqualTo(id);
  }

  @Test
  void shouldNameACardsStatusAlikeHoweverTheCardIsWritten() {
    CardStatus spaced = Samples.cardStatus(3);
    spaced.setIccid("8986 0000 0000 0000 000");

    assertThat(EventIds.of(spaced)).isEqualTo(EventIds.of(Samples.cardStatus(3)));
  }
}
