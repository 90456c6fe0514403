package renewals.stack.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MerchantsTest {

  @Test
  void shouldHaveSomeWhoNeverTakeANotice() {
    assertThat(Merchants.make(6)).anyMatch(Merchant::refusesAlways);
  }

  @Test
  void shouldBeReachedByOneAddressThatWorksInALargeCrowd() {
    List<Merchant> crowd = Merchants.make(1000);

    assertThat(crowd.subList(48, 1000))
        .allMatch(merchant -> merchant.channels().size() == 1 && merchant.refusals() == 0);
  }
}
