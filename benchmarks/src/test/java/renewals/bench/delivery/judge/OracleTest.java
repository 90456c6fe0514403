package renewals.bench.delivery.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.bench.delivery.plan.Conduct;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Trigger;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;

class OracleTest {

  private static final Kill KILL = new Kill(10_000, 10_050);

  private final NoticePlan plan = NoticePlan.of("k", "m", Way.WITH_ADDRESS, 240, true);
  private final Endings endings = new Endings(plan);
  private final Arrivals arrivals = new Arrivals(plan);
  private final Set<String> givenUp = new HashSet<>();

  @BeforeEach
  void letAllButTheFirstEndAsPromised() {
    for (int notice = 1; notice < plan.notices(); notice++) {
      Trigger trigger = plan.trigger(notice);
      if (trigger.address().conduct() == Conduct.DEAD) {
        end(trigger, ReceiptState.UNDELIVERABLE, "HTTP_410: gone");
        givenUp.add(trigger.noticeId());
      } else {
        arrivals.took(trigger.noticeId(), 1_000 + notice);
        end(trigger, endOf(trigger), null);
      }
    }
  }

  @Test
  void shouldFindNothingWhereAllEndedAsPromised() {
    deliverFirst();

    Judgement judgement = judge();

    assertThat(judgement.broken()).isEmpty();
    assertThat(judgement.open()).isZero();
    assertThat(judgement.doubles().all()).isZero();
    assertThat(
            judgement.count(ReceiptState.DELIVERED)
                + judgement.count(ReceiptState.SENT)
                + judgement.count(ReceiptState.UNDELIVERABLE))
        .isEqualTo(plan.notices());
  }

  @Test
  void shouldMissTheEndOfANotice() {
    assertThat(judge().open()).isEqualTo(1);
    assertThat(judge().broken())
        .containsExactly("1: a notice has no last receipt, such as k.0.0/u1/WEBHOOK");
  }

  @Test
  void shouldFindANoticeThatEndedTwice() {
    deliverFirst();
    end(plan.trigger(0), ReceiptState.DELIVERED, null);

    assertThat(judge().broken()).singleElement().asString().contains("several last receipts");
  }

  @Test
  void shouldNotTakeARetryForAnEnd() {
    end(plan.trigger(0), ReceiptState.RETRYING, "HTTP_500: no");

    assertThat(judge().open()).isEqualTo(1);
  }

  @Test
  void shouldFindADeliveryOfWhatNeverCame() {
    end(plan.trigger(0), ReceiptState.DELIVERED, null);

    assertThat(judge().broken()).singleElement().asString().contains("never came");
  }

  @Test
  void shouldTakeAsSupersededOnlyWhatIsOvertaken() {
    end(plan.trigger(0), ReceiptState.SUPERSEDED, "SUPERSEDED: by another");
    assertThat(judge().broken()).isEmpty();

    NoticePlan without = NoticePlan.of("k", "m", List.of(Way.WEBHOOK), 1, true);
    Endings one = new Endings(without);
    one.receipt(receipt(without.trigger(0), ReceiptState.SUPERSEDED, "SUPERSEDED: by another"));
    assertThat(Oracle.judge(without, one, new Arrivals(without), Set.of(), List.of()).broken())
        .singleElement()
        .asString()
        .contains("superseded by nothing");
  }

  @Test
  void shouldFindAGoodAddressThatWasGivenUp() {
    end(plan.trigger(0), ReceiptState.UNDELIVERABLE, "TIMEOUT: no answer");
    givenUp.add(plan.trigger(0).noticeId());

    assertThat(judge().broken()).singleElement().asString().contains("its address is good");
  }

  @Test
  void shouldFindWhatWasGivenUpWithoutAReasonOrIsNotOnTheList() {
    deliverFirst();
    Trigger dead = plan.trigger(6);
    assertThat(dead.address().conduct()).isEqualTo(Conduct.DEAD);
    givenUp.remove(dead.noticeId());
    givenUp.add(plan.trigger(0).noticeId());

    assertThat(judge().broken())
        .anyMatch(one -> one.contains("was given up and is not on the list"))
        .anyMatch(one -> one.contains("is on the list of undelivered notices"))
        .hasSize(2);
  }

  @Test
  void shouldFindANoticeUnderAnIdThatNobodyPlanned() {
    deliverFirst();
    arrivals.took("k.0.0/u1/EMAIL", 1_000);

    assertThat(judge().broken()).singleElement().asString().contains("is a notice of nothing");
  }

  @Test
  void shouldExcuseADoubleOfWhatWasUnderWayAtAKill() {
    deliverFirst(KILL.askedAt() - 20, KILL.deadAt() + 12_000);
    kept(plan.trigger(0), KILL.deadAt() + 12_010);

    Judgement judgement = judge();

    assertThat(judgement.broken()).isEmpty();
    assertThat(judgement.doubles().all()).isEqualTo(1);
    assertThat(judgement.doubles().underWay()).isEqualTo(1);
    assertThat(judgement.doubles().mostAtOneKill()).isEqualTo(1);
  }

  @Test
  void shouldExcuseWhatABusyReceiverTookJustAfterTheKill() {
    deliverFirst(KILL.deadAt() + 500, KILL.deadAt() + 12_000);

    assertThat(judge().broken()).isEmpty();
    assertThat(judge().doubles().underWay()).isEqualTo(1);
  }

  @Test
  void shouldNotExcuseADoubleWhoseAnswerWasOnRecordBeforeTheKill() {
    deliverFirst(KILL.askedAt() - 400, KILL.deadAt() + 12_000);
    kept(plan.trigger(0), KILL.askedAt() - 390);

    assertThat(judge().doubles().onRecord()).isEqualTo(1);
    assertThat(judge().broken())
        .containsExactly(
            "1 came more than once that were not under way at a kill, such as: k.0.0/u1/WEBHOOK came"
                + " again, its answer was on record 390 ms before the kill");
  }

  @Test
  void shouldNotExcuseADoubleWithoutAKillBetween() {
    deliverFirst(KILL.deadAt() + 2_000, KILL.deadAt() + 3_000);

    assertThat(judge().doubles().withoutKill()).isEqualTo(1);
    assertThat(judge().broken()).singleElement().asString().contains("without a kill");
  }

  @Test
  void shouldExcuseNoMoreOfAnAddressAtOneKillThanItHasLanes() {
    NoticePlan many = NoticePlan.of("k", "m", List.of(Way.EMAIL), 40 * 5, true);
    Endings ends = new Endings(many);
    Arrivals came = new Arrivals(many);
    Set<String> listed = new HashSet<>();
    for (int notice = 0; notice < many.notices(); notice++) {
      Trigger trigger = many.trigger(notice);
      boolean isFirstAddress = trigger.address().number() == 0;
      came.took(trigger.noticeId(), KILL.askedAt() - 10);
      if (isFirstAddress) {
        came.took(trigger.noticeId(), KILL.deadAt() + 9_000);
      }
      ends.receipt(receipt(trigger, ReceiptState.DELIVERED, null));
    }

    Judgement judgement = Oracle.judge(many, ends, came, listed, List.of(KILL));

    assertThat(judgement.doubles().underWay()).isEqualTo(5);
    assertThat(judgement.broken()).singleElement().asString().contains("than it has lanes");
  }

  @Test
  void shouldExcuseNoMoreOfAWayAtOneKillThanItTriesAtOnce() {
    assertThat(atOneKill(Way.EMAIL.atOnce()).broken()).isEmpty();
    assertThat(atOneKill(Way.EMAIL.atOnce() + 1).broken())
        .singleElement()
        .asString()
        .contains("than it has lanes");
  }

  @Test
  void shouldExcuseNothingThatATerminalIsShownAgain() {
    NoticePlan terminals = NoticePlan.of("k", "m", List.of(Way.EMAIL), 40, false).ofTerminals();

    Judgement judgement = atOneKill(terminals, 1);

    assertThat(judgement.doubles().underWay()).isEqualTo(1);
    assertThat(judgement.broken()).isNotEmpty().allMatch(one -> one.contains("than it has lanes"));
  }

  @Test
  void shouldCountWhatMerchantsAreToldAndTerminalsAreShownTogether() {
    NoticePlan mails = NoticePlan.of("k", "m", List.of(Way.EMAIL), 40, false);

    Judgement both = atOneKill(mails, 3).and(atOneKill(mails.ofTerminals(), 1));

    assertThat(both.notices()).isEqualTo(80);
    assertThat(both.count(ReceiptState.DELIVERED)).isEqualTo(80);
    assertThat(both.doubles().all()).isEqualTo(4);
    assertThat(both.broken()).isNotEmpty();
  }

  /** So many mailboxes get one notice each again. */
  private static Judgement atOneKill(int again) {
    return atOneKill(NoticePlan.of("k", "m", List.of(Way.EMAIL), 40, false), again);
  }

  private static Judgement atOneKill(NoticePlan mails, int again) {
    Endings ends = new Endings(mails);
    Arrivals came = new Arrivals(mails);
    for (int notice = 0; notice < mails.notices(); notice++) {
      Trigger trigger = mails.trigger(notice);
      came.took(trigger.noticeId(), KILL.askedAt() - 10);
      if (notice < again) {
        came.took(trigger.noticeId(), KILL.deadAt() + 9_000);
      }
      ends.receipt(receipt(trigger, ReceiptState.DELIVERED, null));
    }
    return Oracle.judge(mails, ends, came, Set.of(), List.of(KILL));
  }

  private Judgement judge() {
    return Oracle.judge(plan, endings, arrivals, givenUp, List.of(KILL));
  }

  private void deliverFirst(long... times) {
    for (long time : times.length == 0 ? new long[] {500} : times) {
      arrivals.took(plan.trigger(0).noticeId(), time);
    }
    end(plan.trigger(0), ReceiptState.DELIVERED, null);
  }

  private static ReceiptState endOf(Trigger trigger) {
    return trigger.address().way() == Way.ROBOT ? ReceiptState.SENT : ReceiptState.DELIVERED;
  }

  private void end(Trigger trigger, ReceiptState state, @Nullable String reason) {
    endings.receipt(receipt(trigger, state, reason));
  }

  private static NoticeReceipt receipt(
      Trigger trigger, ReceiptState state, @Nullable String reason) {
    return NoticeReceipt.newBuilder()
        .setNoticeId(trigger.noticeId())
        .setCause(trigger.renewalId())
        .setMerchantId(trigger.address().merchantId())
        .setChannel(trigger.address().way().channel())
        .setState(state)
        .setAttempt(1)
        .setAt(Instant.EPOCH)
        .setReason(reason)
        .build();
  }

  private void kept(Trigger trigger, long at) {
    endings.result(
        NoticeResult.newBuilder()
            .setNoticeId(trigger.noticeId())
            .setMerchantId(trigger.address().merchantId())
            .setAttempt(1)
            .setOutcome(SendOutcome.DELIVERED)
            .setAt(Instant.EPOCH)
            .build(),
        Instant.ofEpochMilli(at));
  }
}
