package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VoidNewsTest {

  @Test
  void shouldBeVoidOnceTheCardWorks() {
    assertThat(VoidNews.mayBe("PAID", List.of("APPROVED", "ACTIVATED"))).isTrue();
    assertThat(VoidNews.mayBe("ACTIVATED", List.of("PAID"))).isFalse();
  }

  @Test
  void shouldNeverBeVoidWhereItIsAboutMoneyThatGoesBack() {
    assertThat(VoidNews.mayBe("REFUNDED", List.of("ACTIVATED", "REVERSED", "REJECTED"))).isFalse();
  }
}
