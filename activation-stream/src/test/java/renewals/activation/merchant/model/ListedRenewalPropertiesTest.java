package renewals.activation.merchant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.merchant.codec.MerchantNewsEvents;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.Facts;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.InMemoryPipeline;

/** What a list says of renewals by their outputs alone, against the cases that wrote these. */
class ListedRenewalPropertiesTest {

  private record Told(List<MerchantNews> byUpdates, List<MerchantNews> byActivations) {}

  @Provide
  Arbitrary<List<Histories.Act>> histories() {
    return Histories.anything();
  }

  private static InMemoryPipeline run(List<Histories.Act> acts) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    var now = Facts.START;
    for (Histories.Act act : acts) {
      now = now.plus(act.after());
      if (act.fact() == null) {
        pipeline.advanceTo(now);
      } else {
        pipeline.take(act.fact(), now);
      }
    }
    return pipeline;
  }

  private static Told told(InMemoryPipeline pipeline) {
    List<MerchantNews> updates = new ArrayList<>();
    List<MerchantNews> activations = new ArrayList<>();
    for (InMemoryPipeline.Step step : pipeline.steps()) {
      step.updates().stream()
          .map(update -> MerchantNewsEvents.of(UpdateEvents.of(update)))
          .flatMap(Optional::stream)
          .forEach(updates::add);
      if (step.outcome() != null) {
        activations.add(
            MerchantNewsEvents.of(CardEvents.activation(step.outcome(), null)).orElseThrow());
      }
    }
    return new Told(updates, activations);
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
        RenewalStatus.State state = RenewalStatus.of(found).state();
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
      @ForAll("histories") List<Histories.Act> acts) {
    InMemoryPipeline pipeline = run(acts);
    Told told = told(pipeline);
    List<MerchantNews> merged = new ArrayList<>(told.byUpdates());
    merged.addAll(told.byActivations());
    merged.sort(Comparator.comparing(MerchantNews::at));

    assertFits(merged, pipeline);
  }

  @Property(tries = 2_000)
  void shouldNeverMissOneWhereOneTopicIsReadBehindTheOther(
      @ForAll("histories") List<Histories.Act> acts, @ForAll boolean activationsFirst) {
    InMemoryPipeline pipeline = run(acts);
    Told told = told(pipeline);
    List<MerchantNews> behind = new ArrayList<>();
    behind.addAll(activationsFirst ? told.byActivations() : told.byUpdates());
    behind.addAll(activationsFirst ? told.byUpdates() : told.byActivations());

    assertFits(behind, pipeline);
  }

  @Property(tries = 1_000)
  void shouldBeSureOfMostStates(@ForAll("histories") List<Histories.Act> acts) {
    InMemoryPipeline pipeline = run(acts);
    Told told = told(pipeline);
    List<MerchantNews> merged = new ArrayList<>(told.byUpdates());
    merged.addAll(told.byActivations());
    merged.sort(Comparator.comparing(MerchantNews::at));
    Map<String, ListedRenewal> listed = listed(merged);

    for (String renewalId : pipeline.renewals()) {
      if (pipeline.caseOf(renewalId) instanceof Case.Renewal renewal
          && RenewalStatus.of(renewal).usable()) {
        assertThat(listed.get(renewalId).sure()).as(renewalId).isTrue();
      }
    }
  }
}
