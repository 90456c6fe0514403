package renewals.stack.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MerchantsTest {

  @Test
  void shouldHaveEverySortInACrowd() {
    List<Merchant> crowd = Merchants.make(1000);

    assertThat(crowd)
        .anyMatch(Merchant::refusesAlways)
        .anyMatch(merchant -> merchant.refusals() > 0)
        .anyMatch(merchant -> merchant.channels().equals(List.of("SMS")))
        .anyMatch(merchant -> merchant.channels().equals(List.of("EMAIL", "WEBHOOK")));
    assertThat(crowd.stream().map(Merchant::phone).filter(phone -> phone != null))
        .extracting(Phone::habit)
        .contains(Phone.Habit.values());
    assertThat(crowd.subList(500, 1000))
        .as("most are reached without trouble")
        .allMatch(merchant -> merchant.refusals() == 0)
        .allMatch(
            merchant -> merchant.phone() == null || merchant.phone().habit() == Phone.Habit.READS);
  }

  @Test
  void shouldGiveMostAPhoneAndEachANumberOfHisOwn() {
    List<Phone> phones =
        Merchants.make(1000).stream().map(Merchant::phone).filter(phone -> phone != null).toList();

    assertThat(phones).hasSizeGreaterThan(600);
    assertThat(phones.stream().map(Phone::number)).doesNotHaveDuplicates();
  }
}
