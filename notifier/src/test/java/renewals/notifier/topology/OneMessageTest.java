package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.update;
import static renewals.notifier.Samples.yuan;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.topology.output.Counts.Fate;
import renewals.v1.NoticeDue;
import renewals.v1.UpdateKind;

/** What one step says of review and money is one message, and an approval only where it matters. */
class OneMessageTest {

  private final Bench bench = new Bench();

  @BeforeEach
  void give() {
    bench.give(mailOnly());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellARefusalAndWhatGoesBackInOneMessage() {
    bench.tell(update("R1", 3, UpdateKind.REJECTED).setAmount(yuan(5000)).build());
    bench.tell(
        update("R1", 4, UpdateKind.REFUND_DUE).setAmount(yuan(5000)).setReason("REJECTED").build());

    assertThat(bench.due())
        .singleElement()
        .satisfies(due -> assertThat(due.getNoticeId()).isEqualTo("R1/u3/EMAIL"))
        .satisfies(due -> assertThat(due.getBody()).contains("50.00"));
    assertThat(bench.counts.of(Fate.FOR_OPERATORS)).isEqualTo(1);
  }

  @Test
  void shouldTellAloneWhatIsOwedBackForAnotherReason() {
    bench.tell(update("R1", 4, UpdateKind.REFUND_DUE).setAmount(yuan(5000)).build());

    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).containsExactly("R1/u4/EMAIL");
  }

  @Test
  void shouldTellAnApprovalOnlyWhereThePaymentIsMissing() {
    bench.tell(update("R1", 2, UpdateKind.APPROVED).build());
    assertThat(bench.due()).isEmpty();
    bench.tell(update("R2", 2, UpdateKind.APPROVED).setAmount(yuan(5000)).build());

    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).containsExactly("R2/u2/EMAIL");
  }
}
