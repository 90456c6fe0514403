package renewals.activation.merchant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import renewals.activation.merchant.model.ToldHistory.Reading;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.InMemoryPipeline;

/** What a list says of renewals by their outputs alone, against the cases that wrote these. */
class ListedRenewalPropertiesTest {

  private static final List<Integer> AT_ONCE = List.of(0);

  @Provide
  Arbitrary<List<Histories.Step>> histories() {
    return Histories.anything();
  }

  @Provide
  Arbitrary<List<Integer>> lags() {
    return Arbitraries.of(0, 0, 1, 2, 61).list().ofSize(7);
  }

  private static Map<String, ListedRenewal> listed(List<MerchantNews> news) {
    Map<String, ListedRenewal> listed = new TreeMap<>();
    for (MerchantNews one : news) {
      listed.merge(
          one.renewalId(), ListedRenewal.first(one), (before, unused) -> before.after(one));
    }
    return listed;
  }

  private static void assertFits(List<MerchantNews> news, InMemoryPipeline pipeline) {
    Map<String, ListedRenewal> listed = listed(news);
    for (String renewalId : pipeline.renewals()) {
      Case found = pipeline.caseOf(renewalId);
      if (found instanceof Case.Renewal) {
        State state = RenewalStatus.of(found).state();
        assertThat(listed).containsKey(renewalId);
        assertThat(listed.get(renewalId).mayBe(state))
            .as(
                "%s is %s, listed as %s after %s",
                renewalId,
                state,
                listed.get(renewalId),
                news.stream()
                    .filter(one -> one.renewalId().equals(renewalId))
                    .map(one -> one.said() + " " + one.at())
                    .toList())
            .isTrue();
      }
    }
  }

  @Property(tries = 10_000)
  void shouldNeverMissARenewalOfAStateWhereOutputsComeInTheOrderOfTheirTimes(
      @ForAll("histories") List<Histories.Step> steps) {
    InMemoryPipeline pipeline = ToldHistory.run(steps, AT_ONCE);

    assertFits(ToldHistory.of(pipeline).read(Reading.BY_TIME), pipeline);
  }

  @Property(tries = 2_000)
  void shouldNeverMissOneWhereOneTopicIsReadBehindTheOther(
      @ForAll("histories") List<Histories.Step> steps, @ForAll Reading reading) {
    InMemoryPipeline pipeline = ToldHistory.run(steps, AT_ONCE);

    assertFits(ToldHistory.of(pipeline).read(reading), pipeline);
  }

  @Property(tries = 10_000)
  void shouldNeverMissOneWhereFactsAreReadInAnotherOrderThanTheyWereAppended(
      @ForAll("histories") List<Histories.Step> steps,
      @ForAll("lags") List<Integer> lags,
      @ForAll Reading reading) {
    InMemoryPipeline pipeline = ToldHistory.run(steps, lags);

    assertFits(ToldHistory.of(pipeline).read(reading), pipeline);
  }

  @Property(tries = 1_000)
  void shouldBeSureOfWhatIsUsable(
      @ForAll("histories") List<Histories.Step> steps, @ForAll Reading reading) {
    InMemoryPipeline pipeline = ToldHistory.run(steps, AT_ONCE);
    Map<String, ListedRenewal> listed = listed(ToldHistory.of(pipeline).read(reading));

    for (String renewalId : pipeline.renewals()) {
      if (pipeline.caseOf(renewalId) instanceof Case.Renewal renewal
          && RenewalStatus.of(renewal).usable()) {
        assertThat(listed.get(renewalId).mayBe(State.WAITING_FOR_REVIEW)).as(renewalId).isFalse();
      }
    }
  }
}
