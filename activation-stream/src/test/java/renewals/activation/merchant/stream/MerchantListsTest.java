package renewals.activation.merchant.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.topology.Events;
import renewals.activation.topology.Pipeline;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.GoldenTopology;
import renewals.testing.KnownSchemas;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Which renewals and cards a merchant has, by the outputs that the pipeline wrote. */
class MerchantListsTest {

  private static final Instant START = Instant.parse("2026-11-26T02:00:00Z");
  private static final String MERCHANT = "M-1001";
  private static final String ANOTHER = "M-100";
  private static final int ALL = 1_000;

  private final Pipeline pipeline = new Pipeline(START);
  private final ListedOutputs listed = new ListedOutputs(START, 2);

  @AfterEach
  void close() {
    pipeline.close();
    listed.close();
  }

  private void passOn() {
    pipeline.updates().forEach(listed::take);
    pipeline.activations().forEach(listed::take);
  }

  private static String card(int number) {
    return "8986001234567890%03d".formatted(number);
  }

  private RenewalRequested requested(String renewalId, String merchantId, String card) {
    RenewalRequested request = Events.requested(renewalId, pipeline.now());
    request.setMerchantId(merchantId);
    request.setIccid(card);
    return request;
  }

  private void makeUsable(String renewalId, String merchantId, String card) {
    pipeline.take(requested(renewalId, merchantId, card));
    pipeline.take(Events.settled(renewalId, "P", 5000, pipeline.now()));
    pipeline.take(Events.approved(renewalId, "V", pipeline.now()));
    passOn();
  }

  private List<String> ids(String merchantId) {
    return listed.lists().renewals(merchantId, "", any -> true, ALL, ALL).renewals().stream()
        .map(MerchantLists.Renewal::renewalId)
        .toList();
  }

  private ListedRenewal only(String merchantId) {
    List<MerchantLists.Renewal> all =
        listed.lists().renewals(merchantId, "", any -> true, ALL, ALL).renewals();
    assertThat(all).hasSize(1);
    return all.getFirst().listed();
  }

  private ListedCard onlyCard(String merchantId) {
    List<MerchantLists.Card> all = listed.lists().cards(merchantId, any -> true);
    assertThat(all).hasSize(1);
    return all.getFirst().listed();
  }

  private boolean mayBe(CardState wanted) {
    return onlyCard(MERCHANT).mayFit((until, state) -> state == wanted);
  }

  @Test
  void shouldListARenewalFromItsRequestOn() {
    pipeline.take(requested("R-1", MERCHANT, card(1)));
    passOn();

    assertThat(only(MERCHANT).mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
    assertThat(onlyCard(MERCHANT).validUntil()).isNull();
    assertThat(onlyCard(MERCHANT).renewalId()).isEqualTo("R-1");
    assertThat(onlyCard(MERCHANT).terminalId()).isEqualTo("T-77");
  }

  @Test
  void shouldKnowUntilWhenACardWorksOnceItsRenewalIsUsable() {
    makeUsable("R-1", MERCHANT, card(1));

    assertThat(only(MERCHANT).mayBe(State.USABLE)).isTrue();
    assertThat(only(MERCHANT).mayBe(State.WAITING_FOR_REVIEW)).isFalse();
    assertThat(onlyCard(MERCHANT).validUntil())
        .isEqualTo(pipeline.coverageOf(card(1)).validUntil());
  }

  @Test
  void shouldTakeTheDatesBackWithTheReversal() {
    makeUsable("R-1", MERCHANT, card(1));
    pipeline.advance(Duration.ofMinutes(1));
    pipeline.take(Events.rejected("R-1", "W", pipeline.now()));
    passOn();

    assertThat(only(MERCHANT).mayBe(State.REJECTED)).isTrue();
    assertThat(onlyCard(MERCHANT).validUntil()).isNull();
  }

  @Test
  void shouldNotBeSureWhatARefundLeft() {
    makeUsable("R-1", MERCHANT, card(1));
    pipeline.advance(Duration.ofMinutes(1));
    pipeline.take(Events.refunded("R-1", "B", 2000, "P", pipeline.now()));
    passOn();

    assertThat(only(MERCHANT).mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
    assertThat(only(MERCHANT).mayBe(State.REFUNDED)).isTrue();
  }

  @Test
  void shouldListNothingOfAMerchantWhoseIdBeginsAlike() {
    makeUsable("R-1", MERCHANT, card(1));
    makeUsable("R-2", ANOTHER, card(2));

    assertThat(ids(ANOTHER)).containsExactly("R-2");
    assertThat(ids(MERCHANT)).containsExactly("R-1");
    assertThat(listed.lists().know("M-10")).isFalse();
    assertThat(listed.lists().know("M-1001.")).isFalse();
    assertThat(onlyCard(ANOTHER).renewalId()).isEqualTo("R-2");
  }

  @Test
  void shouldGoOnBehindTheLastRenewalOfAPage() {
    List.of("R-1", "R-10", "R-2", "R-3")
        .forEach(renewalId -> makeUsable(renewalId, MERCHANT, card(1)));

    List<String> all = new ArrayList<>();
    String behind = "";
    int pages = 0;
    do {
      MerchantLists.Page page = listed.lists().renewals(MERCHANT, behind, any -> true, 3, ALL);
      page.renewals().forEach(one -> all.add(one.renewalId()));
      behind = page.next();
      pages++;
    } while (!behind.isEmpty());

    assertThat(all).containsExactly("R-1", "R-10", "R-2", "R-3");
    assertThat(pages).isEqualTo(2);
  }

  @Test
  void shouldGoOnAlsoWhereNothingFittedInWhatWasRead() {
    List.of("R-1", "R-2", "R-3").forEach(renewalId -> makeUsable(renewalId, MERCHANT, card(1)));

    MerchantLists.Page page = listed.lists().renewals(MERCHANT, "", none -> false, ALL, 2);

    assertThat(page.renewals()).isEmpty();
    assertThat(page.next()).isEqualTo("R-2");
  }

  @Test
  void shouldKnowWhatTheCarrierSaysOfACard() {
    makeUsable("R-1", MERCHANT, card(1));
    listed.take(update(UpdateKind.CARD_SUSPENDED, START.plusSeconds(60)));
    assertThat(mayBe(CardState.SUSPENDED)).isTrue();

    listed.take(update(UpdateKind.CARD_RESUMED, START.plusSeconds(120)));

    assertThat(mayBe(CardState.SUSPENDED)).isFalse();
    assertThat(mayBe(CardState.ACTIVE)).isTrue();
  }

  @Test
  void shouldTakeWhatARequestSaysOfItsCardUntilTheLedgerKnows() {
    RenewalUpdate paid = update(UpdateKind.PAID, START.plusSeconds(60));
    paid.setValidUntil(START.plus(Duration.ofDays(7)));
    listed.take(paid);
    assertThat(onlyCard(MERCHANT).validUntil()).isEqualTo(START.plus(Duration.ofDays(7)));
    assertThat(onlyCard(MERCHANT).expiry().isOfLedger()).isFalse();

    makeUsable("R-1", MERCHANT, card(1));
    Instant until = onlyCard(MERCHANT).validUntil();
    listed.take(paid);

    assertThat(until).isNotEqualTo(START.plus(Duration.ofDays(7)));
    assertThat(onlyCard(MERCHANT).validUntil()).isEqualTo(until);
    assertThat(onlyCard(MERCHANT).expiry().isOfLedger()).isTrue();
  }

  @Test
  void shouldTakeTheDatesOfAReminder() {
    makeUsable("R-1", MERCHANT, card(1));
    RenewalUpdate reminder = update(UpdateKind.EXPIRY_REMINDER, START.plusSeconds(60));
    reminder.setValidUntil(START.plus(Duration.ofDays(7)));
    listed.take(reminder);

    assertThat(onlyCard(MERCHANT).validUntil()).isEqualTo(START.plus(Duration.ofDays(7)));
  }

  @Test
  void shouldForgetAsLongAfterTheEndAsACaseIsForgotten() {
    makeUsable("R-1", MERCHANT, card(1));
    Instant until = onlyCard(MERCHANT).validUntil();
    Duration kept = Duration.between(START, until).plus(Duration.ofDays(90));

    listed.advance(kept.minusSeconds(5));
    assertThat(listed.lists().know(MERCHANT)).isTrue();
    listed.advance(Duration.ofSeconds(10));

    assertThat(listed.lists().know(MERCHANT)).isFalse();
    assertThat(listed.lists().cards(MERCHANT, any -> true)).isEmpty();
  }

  @Test
  void shouldNotForgetARenewalThatHoldsMoney() {
    pipeline.take(requested("R-1", MERCHANT, card(1)));
    pipeline.take(Events.settled("R-1", "P", 5000, pipeline.now()));
    passOn();

    listed.advance(Duration.ofDays(400));

    assertThat(ids(MERCHANT)).containsExactly("R-1");
  }

  @Test
  void shouldForgetAFewATickUntilAllAreForgotten() {
    for (int i = 0; i < 9; i++) {
      pipeline.take(requested("R-" + i, MERCHANT, card(i)));
    }
    passOn();

    listed.advance(Duration.ofDays(91));
    assertThat(ids(MERCHANT)).hasSize(7);
    for (int i = 0; i < 9; i++) {
      listed.advance(Duration.ofSeconds(1));
    }

    assertThat(ids(MERCHANT)).isEmpty();
  }

  @Test
  void shouldCountWhatItCannotReadAndGoOn() {
    listed.takeBytes(new byte[] {9, 9, 9});
    makeUsable("R-1", MERCHANT, card(1));

    assertThat(listed.counted("unreadable")).isEqualTo(1);
    assertThat(ids(MERCHANT)).containsExactly("R-1");
  }

  @Test
  void shouldPassOverWhatIsOfNoRenewal() {
    RenewalUpdate announcement = update(UpdateKind.ANNOUNCEMENT, START);
    announcement.setRenewalId(null);
    listed.take(announcement);
    pipeline.take(Events.settled("R-1", "P", 5000, pipeline.now()));
    pipeline.advance(Duration.ofDays(2));
    passOn();

    assertThat(listed.counted("passed over")).isEqualTo(2);
    assertThat(listed.counted("listed")).isZero();
  }

  @Test
  void shouldBeTheGraphOfTheGoldenFile() {
    new GoldenTopology(described()).demandThatOf(getClass(), "/merchants-topology.txt");
  }

  @Test
  void shouldKnowItsInternalTopics() {
    assertThat(MerchantTopology.INTERNAL.sizedLike().keySet())
        .isEqualTo(new GoldenTopology(described()).internalTopics());
  }

  private TopologyDescription described() {
    return MerchantTopology.build(
            new StreamsConfig(Pipeline.properties()),
            new MerchantParts(
                new KnownSchemas(),
                PartitionWatermarks.neverBehind(),
                new Ticks(Duration.ofSeconds(1), 100),
                new MerchantCounts(listed.meters)))
        .describe();
  }

  private static RenewalUpdate update(UpdateKind kind, Instant at) {
    RenewalUpdate update = new RenewalUpdate();
    update.setUpdateId("R-1/x");
    update.setKind(kind);
    update.setRenewalId("R-1");
    update.setMerchantId(MERCHANT);
    update.setTerminalId("T-77");
    update.setIccid(card(1));
    update.setCarrierId("cmcc");
    update.setOccurredAt(at);
    return update;
  }
}
