package renewals.bench.delivery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticePlanTest {

  private static final List<Way> ALL = Way.WITH_ADDRESS;

  private final NoticePlan plan = NoticePlan.of("k", "m", ALL, 50_000, true);

  @Test
  void shouldMakeOneAddressInTenSlowAndOneInTwentyDeadOfEachWay() {
    Map<Way, Map<Conduct, Long>> counts =
        plan.addresses().stream()
            .collect(
                Collectors.groupingBy(
                    Address::way, Collectors.groupingBy(Address::conduct, Collectors.counting())));

    assertThat(counts).hasSize(ALL.size());
    counts
        .values()
        .forEach(
            of -> {
              long all = of.values().stream().mapToLong(Long::longValue).sum();
              assertThat(of)
                  .containsEntry(Conduct.SLOW, all / 10)
                  .containsEntry(Conduct.DEAD, all / 20);
            });
  }

  @Test
  void shouldHaveNoBadAddressWhereNoneIsWanted() {
    assertThat(NoticePlan.of("k", "m", ALL, 50_000, false).addresses())
        .allMatch(address -> address.conduct() == Conduct.GOOD);
  }

  @Test
  void shouldTellHalfByTheFirstWay() {
    assertThat(plan.addresses()).filteredOn(one -> one.way() == Way.WEBHOOK).hasSize(500);
    assertThat(plan.addresses()).hasSize(1_000);
  }

  @Test
  void shouldGiveEachNoticeAnIdOfItsOwnByWhichItIsFoundAgain() {
    assertThat(IntStream.range(0, 50_000).mapToObj(plan::trigger).map(Trigger::noticeId))
        .doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 50_000))
        .allMatch(one -> plan.numberOf(plan.trigger(one).noticeId()).orElse(-1) == one);
  }

  @Test
  void shouldFindWhatRobotsSayByTheRenewalThatItTellsOf() {
    assertThat(IntStream.range(0, 50_000).mapToObj(plan::trigger))
        .filteredOn(trigger -> trigger.address().way() == Way.ROBOT)
        .isNotEmpty()
        .allMatch(one -> plan.firstOf(one.renewalId()).orElse(-1) == one.number());
  }

  @Test
  void shouldFindWhatAnSmsSaysByTheNumberThatItWentToAndTheRenewalOfIt() {
    assertThat(IntStream.range(0, 50_000).mapToObj(plan::trigger))
        .filteredOn(trigger -> trigger.address().way() == Way.SMS)
        .isNotEmpty()
        .allMatch(
            one -> plan.firstOf(one.address().number(), one.renewal()).orElse(-1) == one.number());
  }

  @Test
  void shouldKnowNoRenewalBeyondThePlan() {
    assertThat(plan.firstOf(0, 25)).isEmpty();
    assertThat(plan.firstOf(0, -1)).isEmpty();
    assertThat(plan.firstOf(plan.addresses().size(), 0)).isEmpty();
  }

  @Test
  void shouldKnowNoIdOfAnotherRunOrChannelOrOfNothing() {
    assertThat(
            List.of(
                "j.0.0/u1/WEBHOOK",
                "k.0.0/u1/EMAIL",
                "k.0.0/u2/WEBHOOK",
                "k.0.9999999/u1/WEBHOOK",
                "k.-1.0/u1/WEBHOOK",
                "k.a.b/u1/WEBHOOK",
                "k.0.0",
                "",
                "address/m-1/WEBHOOK/abc/challenge/WEBHOOK"))
        .allMatch(id -> plan.numberOf(id).isEmpty());
  }

  @Test
  void shouldOvertakeThePaymentByTheActivationOfTheSameRenewal() {
    Trigger paid = plan.trigger(0);
    Trigger activated = plan.trigger(plan.addresses().size());

    assertThat(activated.renewalId()).isEqualTo(paid.renewalId());
    assertThat(plan.isOvertaken(paid.number())).isTrue();
    assertThat(plan.isOvertaken(activated.number())).isFalse();
    assertThat(plan.isOvertaken(48_000)).isTrue();
    assertThat(plan.isOvertaken(49_000)).isFalse();
  }

  @Test
  void shouldShowEachTriggerOnATerminalUnderAnIdOfItsOwn() {
    NoticePlan terminals = plan.ofTerminals();

    assertThat(terminals.trigger(1_000).noticeId()).isEqualTo("k.0.0/1/ACTIVATED/TERMINAL");
    assertThat(IntStream.range(0, 50_000))
        .allMatch(one -> terminals.numberOf(terminals.trigger(one).noticeId()).orElse(-1) == one)
        .allMatch(one -> terminals.trigger(one).cause().equals(plan.trigger(one).cause()));
    assertThat(plan.numberOf("k.0.0/u1/TERMINAL")).isEmpty();
    assertThat(terminals.numberOf("k.0.0/u1/WEBHOOK")).isEmpty();
  }

  @Test
  void shouldHaveTerminalsGoodOrDeadAsTheirMerchantsAddressesAre() {
    assertThat(plan.ofTerminals().addresses())
        .allSatisfy(
            till ->
                assertThat(till.conduct() == Conduct.DEAD)
                    .isEqualTo(plan.addressOf(till.number()).conduct() == Conduct.DEAD))
        .extracting(Address::conduct)
        .doesNotContain(Conduct.SLOW);
  }

  @Test
  void shouldLeaveToEachPlanTheNoticesOfItsOwnWays() {
    assertThat(plan.isOfItsWays("k.0.0/u1/WEBHOOK")).isTrue();
    assertThat(plan.isOfItsWays("k.0.0/u1/TERMINAL")).isFalse();
    assertThat(plan.ofTerminals().isOfItsWays("k.0.0/u1/TERMINAL")).isTrue();
    assertThat(plan.ofTerminals().isOfItsWays("k.0.0/u1/WEBHOOK")).isFalse();
  }
}
