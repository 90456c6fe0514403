package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.update;

import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.schemas.Topics;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.UpdateKind;

class ContactRevisionTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTakeTheLatestAppendWhileNoneHadARevision() {
    bench.give(contact("old@example.com", null));
    bench.give(contact("new@example.com", null));

    assertThat(target()).isEqualTo("new@example.com");
  }

  @Test
  void shouldTakeOnlyAGreaterRevisionOnceOneHadOne() {
    bench.give(contact("three@example.com", 3L));
    bench.give(contact("two@example.com", 2L));
    bench.give(contact("none@example.com", null));
    bench.takeBackContact(Samples.MERCHANT);

    assertThat(target()).isEqualTo("three@example.com");
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(3);
    bench.give(contact("four@example.com", 4L));
    assertThat(target()).isEqualTo("four@example.com");
  }

  @Test
  void shouldTakeRevisionZeroForAnother() {
    bench.give(contact("none@example.com", null));
    bench.give(contact("zero@example.com", 0L));

    assertThat(target()).isEqualTo("zero@example.com");
  }

  @Test
  void shouldCountTheSameRevisionWithTheSameContentAsADuplicate() {
    bench.give(contact("three@example.com", 3L));
    bench.give(contact("three@example.com", 3L));

    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(1);
    assertThat(bench.records(Topics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void shouldRefuseTheSameRevisionWithOtherContent() {
    bench.give(contact("three@example.com", 3L));
    MerchantContact other = contact("three@example.com", 3L);
    other.setLocale("zh-TW");
    bench.give(other);

    List<TestRecord<byte[], byte[]>> dead = bench.records(Topics.DEAD_LETTERS);
    assertThat(dead).hasSize(1);
    assertThat(Bench.header(dead.getFirst(), "dl-reason")).isEqualTo("CONFLICTING_DUPLICATE");
    assertThat(Bench.header(dead.getFirst(), "dl-text")).contains("revision 3");
    assertThat(target()).isEqualTo("three@example.com");
  }

  private int told;

  private String target() {
    bench.tell(update("R" + told++, 1, UpdateKind.CARD_RESUMED).build());
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst().getTarget();
  }

  private static MerchantContact contact(String email, @Nullable Long revision) {
    return Samples.contact().setEmail(email).setRevision(revision).build();
  }
}
