package renewals.notifier.codec.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.DailyCount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.ReachedAddresses;
import renewals.notifier.domain.Refusal;
import renewals.notifier.domain.TemplateValues;
import renewals.notifier.domain.Wishes;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.robot.Robot;
import renewals.notifier.domain.robot.RobotKind;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.domain.timing.QuietHours;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.wire.CircuitBreakingRegistry;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.SourceRecord;

class StateTest {

  private static final TraceContext TRACE = new TraceContext(1, -2, 3, (byte) 1);

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00.123Z");

  @Test
  void shouldReadBackAnOpenNotice() {
    Notice notice =
        new Notice("R1/u1", AT, "M-1", null, Kind.PAID, Channel.EMAIL, "主题", "正文\n第二行", null);
    OpenNotice open =
        new OpenNotice(
            notice,
            OpenNotice.Phase.HELD,
            3,
            2,
            AT,
            true,
            1,
            "li@example.com",
            "mark",
            new Address("wang@example.com", "ref"));
    assertThat(NoticeState.read(NoticeState.write(open))).isEqualTo(open);
    byte[] traced = NoticeState.write(open, TRACE);
    assertThat(NoticeState.read(traced)).isEqualTo(open);
    assertThat(NoticeState.traceOf(traced)).isEqualTo(TRACE);
    assertThat(NoticeState.traceOf(NoticeState.write(open))).isNull();
  }

  @Test
  void shouldReadBackANoticeForARobotThatWasReplaced() {
    Notice notice =
        new Notice("c", AT, "M-1", null, Kind.CONTACT_CHANGED, Channel.ROBOT, "", "b", null);
    OpenNotice open =
        OpenNotice.frozen(notice, new Address("https://a.b/c", "ref", RobotKind.FEISHU), AT);

    OpenNotice read = NoticeState.read(NoticeState.write(open));

    assertThat(read).isEqualTo(open);
    assertThat(read.toString()).doesNotContain("a.b");
  }

  @Test
  void shouldReadAReplacedAddressOfRelease6AsNoRobots() {
    StateWriter out =
        new StateWriter(6)
            .text("c")
            .time(AT)
            .text("M-1")
            .text(null)
            .text("CONTACT_CHANGED")
            .text("EMAIL")
            .text("s")
            .text("b")
            .text("WAITING")
            .count(1)
            .count(0)
            .time(AT)
            .text(null)
            .octet(0)
            .count(-1)
            .text(null)
            .text("mark")
            .text("wang@example.com")
            .text(null);

    assertThat(NoticeState.read(out.toBytes()).frozen())
        .isEqualTo(new Address("wang@example.com", null));
  }

  @Test
  void shouldReadBackAContactWithARobot() {
    Robot robot = new Robot(RobotKind.WECOM, "https://a.b/c?key=k", null);
    Contact contact =
        new Contact(
            "M-1",
            "王",
            Language.CHINESE,
            ZoneId.of("Asia/Shanghai"),
            null,
            null,
            null,
            null,
            robot,
            Wishes.NONE);
    ContactState state = new ContactState(7, AT, 3L, "content", contact);

    assertThat(ContactState.read(state.toBytes())).isEqualTo(state);
    assertThat(contact.isReachable()).isTrue();
    assertThat(robot.toString()).doesNotContain("a.b");
  }

  @Test
  void shouldReadAContactOfRelease3AsOneWithoutARobot() {
    byte[] kept =
        new StateWriter(3)
            .number(7)
            .octet(1)
            .text("M-1")
            .text("王")
            .text("CHINESE")
            .text("Asia/Shanghai")
            .text(null)
            .text("wang@example.com")
            .text(null)
            .text(null)
            .count(0)
            .text(null)
            .text(null)
            .octet(0)
            .text("content")
            .time(AT)
            .toBytes();

    ContactState read = ContactState.read(kept);
    assertThat(read.saidAt()).isEqualTo(AT);
    assertThat(read.contact())
        .isEqualTo(
            new Contact(
                "M-1",
                "王",
                Language.CHINESE,
                ZoneId.of("Asia/Shanghai"),
                null,
                "wang@example.com",
                null,
                null));
  }

  @Test
  void shouldReadBackWhatIsKnownOfAddresses() {
    ReachedAddresses some =
        new ReachedAddresses(
            Map.of(Channel.EMAIL, "mark", Channel.SMS, "other"),
            new DailyCount(LocalDate.of(2026, 3, 2), 2),
            new DailyCount(LocalDate.of(2026, 3, 3), 1));
    for (ReachedAddresses one : List.of(ReachedAddresses.NONE, some)) {
      assertThat(AddressState.read(AddressState.write(one))).isEqualTo(one);
    }
  }

  @Test
  void shouldReadWhatWasKnownOfAddressesBeforeItWasCountedHowOftenTheyAreToldWhatHolds() {
    byte[] first =
        new StateWriter(1)
            .count(1)
            .text("EMAIL")
            .text("mark")
            .text("2026-03-02")
            .count(2)
            .toBytes();

    assertThat(AddressState.read(first))
        .isEqualTo(
            new ReachedAddresses(
                Map.of(Channel.EMAIL, "mark"),
                new DailyCount(LocalDate.of(2026, 3, 2), 2),
                DailyCount.NONE));
  }

  @Test
  void shouldReadBackWhatATemplateMayName() {
    TemplateValues values = new TemplateValues(Language.ENGLISH, Map.of("tail", "4146", "b", ""));
    Notice notice = new Notice("R1/u1", AT, "M-1", "R1", Kind.PAID, Channel.SMS, "", "b", values);
    OpenNotice open = new OpenNotice(notice, OpenNotice.Phase.SENT, 1, 1, AT);

    assertThat(NoticeState.read(NoticeState.write(open))).isEqualTo(open);
  }

  @Test
  void shouldReadBackAReferenceWithNoticeReportOrBoth() {
    Referent referent = new Referent("M-1", "R1/u1/SMS", AT, 2);
    ReferenceState.Report report = new ReferenceState.Report(false, "SMS_EXPIRED: too late");

    for (ReferenceState state :
        List.of(
            new ReferenceState(referent, null, AT),
            new ReferenceState(null, report, AT),
            new ReferenceState(referent, report, AT))) {
      assertThat(ReferenceState.read(state.toBytes())).isEqualTo(state);
    }
  }

  @Test
  void shouldReadAnOpenNoticeOfARelease1() {
    byte[] kept =
        new StateWriter(1)
            .text("R1/u1")
            .text("M-1")
            .text(null)
            .text("PAID")
            .text("EMAIL")
            .text("s")
            .text("b")
            .text("WAITING")
            .count(3)
            .count(0)
            .time(AT)
            .toBytes();
    OpenNotice open = NoticeState.read(kept);
    assertThat(open.notice().key()).isEqualTo(open.notice().id()).isEqualTo("R1/u1/EMAIL");
    assertThat(open.attempt()).isEqualTo(3);
    assertThat(NoticeState.traceOf(kept)).isNull();
  }

  @Test
  void shouldReadBackAContactAndThatItIsGone() {
    Contact contact =
        new Contact(
            "M-1", "王", Language.CHINESE, ZoneId.of("Asia/Urumqi"), "+861", null, "u", "ref");
    ContactState there = new ContactState(42, contact);
    ContactState gone = new ContactState(43, AT, null, null, null);
    ContactState wishing =
        new ContactState(
            44,
            null,
            7L,
            "content",
            new Contact(
                "M-1",
                "王",
                Language.CHINESE,
                ZoneId.of("Asia/Urumqi"),
                "+861",
                null,
                null,
                null,
                new Wishes(
                    Map.of("PAID", List.of(), "CAMPAIGN", List.of(Channel.ROBOT, Channel.SMS)),
                    new QuietHours(
                        LocalTime.of(22, 30), LocalTime.of(7, 0), Set.of(DayOfWeek.MONDAY)),
                    new DigestTime(LocalTime.of(8, 5)))));
    assertThat(ContactState.read(wishing.toBytes())).isEqualTo(wishing);
    assertThat(ContactState.read(there.toBytes())).isEqualTo(there);
    assertThat(ContactState.read(gone.toBytes())).isEqualTo(gone);
  }

  @Test
  void shouldReadAContactOfVersion1() {
    byte[] kept =
        new StateWriter(1)
            .number(42)
            .octet(1)
            .text("M-1")
            .text("王")
            .text("CHINESE")
            .text("Asia/Urumqi")
            .text("+861")
            .text(null)
            .text(null)
            .text(null)
            .toBytes();

    ContactState read = ContactState.read(kept);

    assertThat(read.revision()).isNull();
    assertThat(read.contact())
        .isEqualTo(
            new Contact(
                "M-1", "王", Language.CHINESE, ZoneId.of("Asia/Urumqi"), "+861", null, null, null));
  }

  @Test
  void shouldReadBackWhatIsKnownOfDigests() {
    LocalDate day = LocalDate.of(2026, 3, 2);
    for (DigestState state :
        List.of(
            DigestState.NONE,
            new DigestState(new DigestTime.Occurrence(day, AT), null, 3),
            new DigestState(null, day, 0))) {
      assertThat(DigestState.read(state.toBytes())).isEqualTo(state);
    }
  }

  @Test
  void shouldReadAnOpenNoticeOfVersion4() {
    byte[] kept =
        new StateWriter(4)
            .text("R1/u1")
            .time(AT)
            .text("M-1")
            .text("R1")
            .text("PAID")
            .text("EMAIL")
            .text("s")
            .text("b")
            .text("HANDED_OVER")
            .count(3)
            .count(2)
            .time(AT)
            .text(null)
            .octet(1)
            .toBytes();

    OpenNotice read = NoticeState.read(kept);

    assertThat(read.isOvertaken()).isTrue();
    assertThat(read.rank()).isEqualTo(OpenNotice.UNRANKED);
    assertThat(read.actor()).isNull();
  }

  @Test
  void shouldReadACauseOfBeforeCardsHadAKey() {
    byte[] kept =
        new StateWriter(7)
            .octet(1)
            .time(AT)
            .text("R1/u1")
            .text("M-1")
            .text("R1")
            .text("T-1")
            .text("898600…4146")
            .text("cmcc")
            .time(AT)
            .text("LAPSED")
            .toBytes();

    NotificationTrigger cause = TriggerState.read(kept).orElseThrow().cause();

    assertThat(cause.cardKey()).isEqualTo("898600…4146");
    assertThat(cause.carrierId()).isEqualTo("cmcc");
  }

  @Test
  void shouldReadBackACauseOnlyWhileItWaits() {
    NotificationTrigger cause =
        new NotificationTrigger(
            "R1/u1",
            "M-1",
            "R1",
            null,
            "898600…1460",
            "898600…4146",
            null,
            AT,
            new MerchantEvent.Lapsed());
    TriggerState.Waiting waiting = new TriggerState.Waiting(cause, AT);
    assertThat(TriggerState.read(TriggerState.waiting(waiting))).contains(waiting);
    TriggerState.Waiting traced = new TriggerState.Waiting(cause, AT, TRACE);
    assertThat(TriggerState.read(TriggerState.waiting(traced))).contains(traced);
    assertThat(TriggerState.read(TriggerState.composed())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("newsOfSeveralKinds")
  void shouldReadBackEverythingThatIsExpected(MerchantEvent news) {
    NotificationTrigger cause =
        new NotificationTrigger("R1/u1", "M-1", "R1", null, null, "cmcc", AT, news);
    TriggerState.Waiting waiting = new TriggerState.Waiting(cause, AT);
    assertThat(TriggerState.read(TriggerState.waiting(waiting))).contains(waiting);
  }

  static List<MerchantEvent> newsOfSeveralKinds() {
    Expected full = new Expected(AT, AT.plusSeconds(60), "carrier and channel", 42, "MAINTENANCE");
    Expected none = new Expected(null, null, "default", 0, "OUTAGE_OPEN_END");
    return List.of(
        new MerchantEvent.Paid(new Amount(1, "CNY"), full),
        new MerchantEvent.Delayed(none),
        new MerchantEvent.ExpiryReminder(AT, full),
        new MerchantEvent.ExpiryReminder(null, null),
        new MerchantEvent.ExpiryReminder(AT, full, AT, AT.plusSeconds(60), true),
        new MerchantEvent.CarrierNotice(none, "OUTAGE", "系统故障"),
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REVIEW, AT),
        new MerchantEvent.Reversed(AT, null, null),
        new MerchantEvent.Refunded(new Amount(5000, "CNY")),
        new MerchantEvent.RefundDue(new Amount(5000, "CNY")),
        new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.LAPSED),
        new MerchantEvent.Activated(AT, AT, 5, null),
        new MerchantEvent.Activated(
            AT, null, 5, new MerchantEvent.Stop(true, MerchantEvent.StopCause.NO_REAL_NAME)),
        new MerchantEvent.DataUsed(false, 850, 1_000, AT, AT, AT.plusSeconds(60)),
        new MerchantEvent.DataUsed(true, 1_200, 1_000, AT, AT, null),
        new MerchantEvent.CardStopped(
            new MerchantEvent.Stop(false, MerchantEvent.StopCause.RISK), "风险"),
        new MerchantEvent.CardStopped(
            new MerchantEvent.Stop(true, MerchantEvent.StopCause.OTHER), null),
        new MerchantEvent.CardResumed(null),
        new MerchantEvent.Announced(
            "A1",
            3,
            "CAMPAIGN",
            new MerchantEvent.Announced.LocalizedText("标题", "内容"),
            new MerchantEvent.Announced.LocalizedText("Title", "Text"),
            "https://example.com/",
            AT,
            AT.plusSeconds(60)),
        new MerchantEvent.Announced(
            "A1",
            0,
            "FEES",
            new MerchantEvent.Announced.LocalizedText("标题", "内容"),
            new MerchantEvent.Announced.LocalizedText("Title", "Text"),
            null,
            AT,
            null));
  }

  @Test
  void shouldReadWhatRelease1KnewOfAWaitingCause() {
    assertThat(newsOfRelease(1, "CARRIER_NOTICE", out -> out.octet(1).time(AT).time(AT).text("w")))
        .isEqualTo(new MerchantEvent.CarrierNotice(new Expected(AT, AT, null, 0, null), null, "w"));
    assertThat(newsOfRelease(1, "EXPIRY_REMINDER", out -> out.time(AT)))
        .isEqualTo(new MerchantEvent.ExpiryReminder(AT, null));
  }

  @Test
  void shouldReadAReversalOfRelease2AsOneWithoutItsCause() {
    assertThat(newsOfRelease(2, "REVERSED", out -> out.time(AT).time(null)))
        .isEqualTo(new MerchantEvent.Reversed(AT, null, null));
  }

  @Test
  void shouldReadAReminderOfRelease3AsOneWithoutACalendar() {
    assertThat(newsOfRelease(3, "EXPIRY_REMINDER", out -> out.time(AT).octet(0)))
        .isEqualTo(new MerchantEvent.ExpiryReminder(AT, null));
  }

  @Test
  void shouldReadARefusalOfRelease6AsOneThatOwesNothing() {
    assertThat(newsOfRelease(6, "REJECTED", out -> out.text("OTHER").text("no")))
        .isEqualTo(new MerchantEvent.Rejected(Refusal.OTHER, "no", null));
  }

  /**
   * What is read of a waiting cause as that release kept it.
   *
   * @param fields writes those of its kind
   */
  private static MerchantEvent newsOfRelease(
      int release, String kind, Consumer<StateWriter> fields) {
    StateWriter out = new StateWriter(release);
    out.octet(1).time(AT).text("R1/u1").text("M-1").text("R1").text(null).text(null).text(null);
    fields.accept(out.time(AT).text(kind));
    return TriggerState.read(out.toBytes()).orElseThrow().cause().news();
  }

  @Test
  void shouldReadBackAParkedRecordWithNullsAndHeaders() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", new byte[] {1}).add("b", null);
    SourceRecord record =
        new SourceRecord("merchant-contacts", 2, 77, 5, new byte[] {9}, null, headers);
    SourceRecord read = HeldState.read(HeldState.write(record));
    assertThat(read.toString()).isEqualTo("merchant-contacts-2@77");
    assertThat(read.appendedAt()).isEqualTo(5);
    assertThat(read.key()).containsExactly(9);
    assertThat(read.value()).isNull();
    assertThat(read.headers()).isEqualTo(headers);
  }

  @Test
  void shouldRefuseAStateValueOfANewerRelease() {
    byte[] bytes = TriggerState.composed();
    bytes[0] = 12;
    assertThatThrownBy(() -> TriggerState.read(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("state value has version 12, expected 1 to 11");
  }

  @Test
  void shouldNotAskARegistryAgainThatGaveNoAnswerAMomentAgo() {
    AtomicInteger asked = new AtomicInteger();
    AtomicLong nanos = new AtomicLong();
    SchemaRegistry away =
        new SchemaRegistry() {
          @Override
          public Schema byId(int id) {
            asked.incrementAndGet();
            throw new RegistryUnavailableException("away");
          }

          @Override
          public int idOf(String subject, Schema schema) {
            return 1;
          }
        };
    CircuitBreakingRegistry resting = new CircuitBreakingRegistry(away, nanos::get);
    for (int id = 0; id < 5; id++) {
      int asking = id;
      assertThatThrownBy(() -> resting.byId(asking))
          .isInstanceOf(RegistryUnavailableException.class);
    }
    assertThat(asked.get()).isEqualTo(1);
    nanos.addAndGet(1_000_000_001L);
    assertThatThrownBy(() -> resting.byId(9)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(asked.get()).isEqualTo(2);
  }
}
