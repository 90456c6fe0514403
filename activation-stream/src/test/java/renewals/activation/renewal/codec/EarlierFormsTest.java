package renewals.activation.renewal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.DeadlineWait;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.model.TimelineEntry.What;

/** State that an earlier version wrote is read: bytes as they were written then. */
class EarlierFormsTest {

  /** R1, requested and paid: version 1 knew no promises. */
  private static final String PAID_IN_VERSION_1 =
      "01010661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606706f730201"
          + "d00f00904e06434e590080d4b0c49567000204503100904e00000000c0a907020000000000040400bfa907"
          + "000005c0a90701904e00";

  @Test
  void shouldReadACaseOfVersion1AsOneWithoutPromises() {
    Case read = new CaseFormat().read("R1", HexFormat.of().parseHex(PAID_IN_VERSION_1));
    assertThat(CaseFormat.traceOf(HexFormat.of().parseHex(PAID_IN_VERSION_1))).isNull();

    Instant paidAt = Instant.parse("2026-03-02T02:01:00Z");
    assertThat(read)
        .isInstanceOfSatisfying(
            Case.Renewal.class,
            renewal -> {
              assertThat(renewal.promises()).isEmpty();
              assertThat(renewal.waiting())
                  .isEqualTo(new DeadlineWait.ForReview(paidAt, false, false));
              assertThat(renewal.lastFactAt()).isEqualTo(paidAt);
              assertThat(renewal.updates()).isEqualTo(2);
              assertThat(renewal.timeline()).hasSize(2);
            });
  }

  /**
   * R1, paid in dollars, which did not belong, then in yuan, approved, and paid back in part:
   * version 2 knew no currencies of lines, no own times and no names of refunded payments.
   */
  private static final String REVERSED_IN_VERSION_2 =
      "02010661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606706f"
          + "730201d00f00904e06434e590080d4b0c49567000404503100904e00000004503202a01f0100010a61736b"
          + "6564c0a907020456310000000000bfa90780a61d0100000201bfa90701bffc1500000a0e0000000001c0a9"
          + "0701904e012e7061796d656e742e616d6f756e742e63757272656e637905c0a90701904e0006c0a9070000"
          + "0d00000004c0a90701a01f000e000000";

  @Test
  void shouldReadACaseOfVersion2WithoutTheCurrencyThatItDidNotKnow() {
    Case read = new CaseFormat().read("R1", HexFormat.of().parseHex(REVERSED_IN_VERSION_2));

    assertThat(read)
        .isInstanceOfSatisfying(
            Case.Renewal.class,
            renewal -> {
              assertThat(renewal.payments()).extracting(Fact.Payment::refundOf).containsOnlyNulls();
              assertThat(renewal.refusals().latest()).isEmpty();
              assertThat(renewal.unknownPayments()).isEmpty();
              assertThat(RenewalStatus.of(read).net()).isEqualTo(3000);
              assertThat(renewal.timeline())
                  .extracting(TimelineEntry::what, TimelineEntry::amount)
                  .containsExactly(
                      tuple(What.ACCEPTED, null),
                      tuple(What.MISMATCH, null),
                      tuple(What.PAID, new Money(5000, "CNY")),
                      tuple(What.APPROVED, null),
                      tuple(What.ACTIVATED, null),
                      tuple(What.UNDERPAID, new Money(2000, "CNY")),
                      tuple(What.REVERSED, null));
              assertThat(renewal.timeline())
                  .extracting(TimelineEntry::occurredAt)
                  .containsOnlyNulls();
            });
  }

  /** The reversal of R1/1: version 1 did not say why. */
  private static final String REVERSAL_IN_VERSION_1 =
      "010452310661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606"
          + "706f730201d00f00904e06434e590080d4b0c495670002c0fc1501bffc1500000180a61d";

  @Test
  void shouldReadAReversalOfVersion1AsOneWithoutItsReason() {
    CardChange read = change(REVERSAL_IN_VERSION_1);

    assertThat(read.reversal())
        .isEqualTo(new CardChange.Reversal(Instant.parse("2026-03-02T02:04:00Z"), null));
    assertThat(read.activationId()).isEqualTo("R1/1");
  }

  /** Version 2 knew no marks among changes, version 3 of cases not what a quoted time named. */
  @Test
  void shouldReadACaseOfVersion3AndAReversalOfVersion2AsTheyWere() {
    byte[] laterCase = HexFormat.of().parseHex(FrozenFormsTest.CASE);
    byte[] earlierCase = laterCase.clone();
    earlierCase[0] = 3;

    assertThat(new CaseFormat().read("R1", earlierCase))
        .isEqualTo(new CaseFormat().read("R1", laterCase));
    assertThat(change("02" + FrozenFormsTest.REVERSAL.substring(2)))
        .isEqualTo(change(FrozenFormsTest.REVERSAL));
  }

  private static CardChange change(String hex) {
    return ((CardInput.Change) new CardFormat().readInput(HexFormat.of().parseHex(hex))).change();
  }

  /** A refund of R1: version 1 knew no names of refunded payments. */
  private static final String REFUND_HELD_IN_VERSION_1 =
      "01010661707006434e5904503202a01f0100010a61736b6564c0fdb7c495672072656e6577616c2d706179"
          + "6d656e7473000ebfa907010452310104010200";

  @Test
  void shouldReadAHeldRefundOfVersion1AsOneThatNamesNoPayment() {
    HeldFactFormat.Held read =
        new HeldFactFormat().read("R1", HexFormat.of().parseHex(REFUND_HELD_IN_VERSION_1));

    assertThat(read.fact())
        .isInstanceOfSatisfying(
            Fact.Payment.class,
            refund -> {
              assertThat(refund.refundOf()).isNull();
              assertThat(refund.cumulative()).isFalse();
              assertThat(refund.reason()).isEqualTo("asked");
            });
    assertThat(read.original().offset()).isEqualTo(7);
  }

  /** A card with one month from R1: in version 1 all entries lay in values of their own. */
  private static final String CARD_IN_VERSION_1 =
      "0101c08de1bea96701ff8fa9fa13020102045231064d2d3106542d312838393836303034393139333330303034313436"
          + "3008636d63630661707000";

  @Test
  void shouldReadACardOfVersion1AsOneWhoseEntriesLieElsewhere() {
    StoredLedger read = new CardFormat().readLedger(HexFormat.of().parseHex(CARD_IN_VERSION_1));

    assertThat(read.newest()).isEmpty();
    assertThat(read.hasOlder()).isTrue();
    assertThat(read.head().coverage().validUntil()).isEqualTo("2026-04-02T02:01:00Z");
    assertThat(read.head().latest().renewalId()).isEqualTo("R1");
    assertThat(read.head().entries()).isEqualTo(1);
  }
}
