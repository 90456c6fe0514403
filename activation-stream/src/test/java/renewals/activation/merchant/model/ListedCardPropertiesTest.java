package renewals.activation.merchant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import renewals.activation.merchant.model.ToldHistory.Reading;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.schemas.contract.Iccid;

/** What a list says of a card by its outputs alone, against the ledger that wrote these. */
class ListedCardPropertiesTest {

  @Provide
  Arbitrary<List<Histories.Step>> histories() {
    return Histories.anything();
  }

  @Provide
  Arbitrary<List<Integer>> lags() {
    return Arbitraries.of(0, 0, 1, 2, 61).list().ofSize(7);
  }

  @Property(tries = 5_000)
  void shouldNeverMissACardOfOneMerchantByItsExpiry(
      @ForAll("histories") List<Histories.Step> steps,
      @ForAll("lags") List<Integer> lags,
      @ForAll Reading reading) {
    InMemoryPipeline pipeline = ToldHistory.run(steps, lags);
    Map<String, ListedCard> listed = new TreeMap<>();
    Map<String, Set<String>> merchants = new TreeMap<>();
    for (MerchantNews news : ToldHistory.of(pipeline).read(reading)) {
      if (news.iccid() != null) {
        String card = Iccid.keyOf(news.iccid());
        listed.compute(card, (key, before) -> ListedCard.after(before, news));
        merchants.computeIfAbsent(card, key -> new HashSet<>()).add(news.merchantId());
      }
    }

    for (String card : pipeline.cards()) {
      boolean ofOne = merchants.get(card).size() == 1;
      Statistics.label("cards of one merchant").collect(ofOne);
      if (ofOne) {
        Instant until = pipeline.coverageOf(card).validUntil();
        assertThat(listed.get(card).mayFit((one, state) -> Objects.equals(one, until)))
            .as("%s works until %s, listed as %s", card, until, listed.get(card))
            .isTrue();
      }
    }
  }
}
