package renewals.activation.renewal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment.RefundKind;
import renewals.activation.renewal.model.Fact.Payment.Status;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.trace.TraceContext;

/**
 * What is stored is written as it always was. Where this fails the form has changed: give it the
 * next version, read the one before, and put its bytes here into {@link EarlierFormsTest}.
 */
class FrozenFormsTest {

  private static final TraceContext TRACE = new TraceContext(1, -2, 3, (byte) 1);
  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");

  /**
   * R1: a payment refused, one taken up, approved, paid back in part, and one refund of nothing.
   */
  static final String CASE =
      "04010661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606706f"
          + "730201d00f00904e06434e590080d4b0c49567000604503100904e00000004503202a01f0100010a61736b"
          + "6564c0a907010450310104503302a01f010200bfa907010450390002045631000000000000c0cf2401bfa9"
          + "07000201bfa90701bffc15000002045033045039c0cf240a1200bfcf240100000001c0a90701bfa9070290"
          + "4e06555344012e7061796d656e742e616d6f756e742e63757272656e63790580d30e01ffd20e01904e0006"
          + "c0fc1501bffc1500000dc0fc1500000011c0a90701bffc1501a01f010a61736b656404c0fc1501bffc1501"
          + "a01f000ec0fc150001a01f010c524546554e4411c0a90701bfcf2401a01f011e5041594d454e545f554e4b"
          + "4e4f574e0201066170700655534404503000904e00000000587061796d656e742e616d6f756e742e637572"
          + "72656e6379206973205553442c20657870656374656420434e59";

  static final String REVERSAL =
      "030452310661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606"
          + "706f730201d00f00904e06434e590080d4b0c495670002c0fc1501bffc1500000180a61d0100";

  private final InMemoryPipeline pipeline = new InMemoryPipeline(RulePolicy.DEFAULT);

  @Test
  void shouldWriteACaseAndItsReversalAsItAlwaysDid() {
    CardChange reversal = null;
    List<Fact> facts =
        List.of(
            request(),
            payment("P0", Status.SETTLED, new Money(5000, "USD"), null),
            payment("P1", Status.SETTLED, new Money(5000, "CNY"), null),
            approval(),
            soFar("P2", "P1"),
            payment("P3", Status.REFUNDED, new Money(2000, "CNY"), "P9"));
    for (int minute = 0; minute < facts.size(); minute++) {
      InMemoryPipeline.Step step = pipeline.take(facts.get(minute), AT.plusSeconds(60L * minute));
      reversal = step.change() == null ? reversal : step.change();
    }
    Case kept = pipeline.caseOf("R1");

    assertThat(hex(new CaseFormat().write(kept))).isEqualTo(CASE);
    assertThat(new CaseFormat().read("R1", HexFormat.of().parseHex(CASE))).isEqualTo(kept);
    assertThat(hex(new CaseFormat().write(kept, TRACE)))
        .isEqualTo("05" + hex(TRACE.toBytes()) + CASE.substring(2));
    assertThat(hex(new CardFormat().write(reversal))).isEqualTo(REVERSAL);
    assertThat(new CardFormat().readInput(HexFormat.of().parseHex(REVERSAL)))
        .isEqualTo(new CardInput.Change(reversal));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Fact request() {
    return new Fact.Requested(
        "R1",
        "app",
        "cmcc",
        "M-1",
        "T-1",
        "898600D6991330004146",
        new Plan("pos", new Period(1, Period.Unit.MONTHS), 1000, Plan.Policy.STACK),
        new Money(5000, "CNY"),
        null,
        null,
        AT);
  }

  private static Fact approval() {
    return new Fact.Review(
        "R1", "cmcc", "V1", null, Fact.Review.Outcome.APPROVED, null, null, null, AT);
  }

  private static Fact soFar(String id, String refundOf) {
    return new Fact.Payment(
        "R1",
        "app",
        id,
        Status.REFUNDED,
        new Money(2000, "CNY"),
        RefundKind.CANCELLATION,
        refundOf,
        true,
        "asked",
        AT.plusSeconds(60));
  }

  private static Fact payment(String id, Status status, Money amount, @Nullable String refundOf) {
    RefundKind kind = status == Status.REFUNDED ? RefundKind.GOODWILL : null;
    return new Fact.Payment("R1", "app", id, status, amount, kind, refundOf, false, null, AT);
  }
}
