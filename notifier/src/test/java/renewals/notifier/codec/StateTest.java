package renewals.notifier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Cause;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.News;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.OpenNotice;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.RestingRegistry;
import renewals.schemas.wire.SchemaRegistry;

class StateTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00.123Z");

  @Test
  void shouldReadBackAnOpenNotice() {
    Notice notice = new Notice("R1/u1", AT, "M-1", null, Kind.PAID, Channel.EMAIL, "主题", "正文\n第二行");
    OpenNotice open = new OpenNotice(notice, OpenNotice.Phase.HANDED_OVER, 3, 2, AT);
    assertThat(NoticeState.read(NoticeState.write(open))).isEqualTo(open);
  }

  @Test
  void shouldReadAnOpenNoticeOfARelease1() {
    byte[] kept =
        new Pack(1)
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
  }

  @Test
  void shouldReadBackAContactAndThatItIsGone() {
    Contact contact =
        new Contact(
            "M-1", "王", Language.CHINESE, ZoneId.of("Asia/Urumqi"), "+861", null, "u", "ref");
    ContactState there = new ContactState(42, contact);
    ContactState gone = new ContactState(43, null);
    assertThat(ContactState.read(there.toBytes())).isEqualTo(there);
    assertThat(ContactState.read(gone.toBytes())).isEqualTo(gone);
  }

  @Test
  void shouldReadBackACauseOnlyWhileItWaits() {
    Cause cause = new Cause("R1/u1", "M-1", "R1", null, "898600…4146", null, AT, new News.Lapsed());
    CauseState.Waiting waiting = new CauseState.Waiting(cause, AT);
    assertThat(CauseState.read(CauseState.waiting(waiting))).contains(waiting);
    assertThat(CauseState.read(CauseState.told())).isEmpty();
  }

  @Test
  void shouldReadBackAParkedRecordWithNullsAndHeaders() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", new byte[] {1}).add("b", null);
    Inbound record = new Inbound("merchant-contacts", 2, 77, 5, new byte[] {9}, null, headers);
    Inbound read = HeldState.read(HeldState.write(record));
    assertThat(read.toString()).isEqualTo("merchant-contacts-2@77");
    assertThat(read.timestamp()).isEqualTo(5);
    assertThat(read.key()).containsExactly(9);
    assertThat(read.value()).isNull();
    assertThat(read.headers()).isEqualTo(headers);
  }

  @Test
  void shouldRefuseAStateValueOfANewerRelease() {
    byte[] bytes = CauseState.told();
    bytes[0] = 2;
    assertThatThrownBy(() -> CauseState.read(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("state value has version 2, expected 1 to 1");
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
    RestingRegistry resting = new RestingRegistry(away, nanos::get);
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
