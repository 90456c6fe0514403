package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import renewals.activation.cardreport.model.Judged;
import renewals.activation.record.RecordCounts;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.cli.letters.ReasonAdvice;
import renewals.cli.replay.LetterReason;
import renewals.notifier.codec.avro.DeadReason;

/** Reasons of dead letters: contract, services and command line name the same. */
class DocumentedReasonsTest {

  private static final Pattern LISTED =
      Pattern.compile("\\*\\*dead-letter\\*\\* \\(out\\) — reason \\(([A-Z_, ]+)");

  @Test
  void shouldTakeEveryReasonOfTheContractAndNoOther() {
    assertThat(LetterReason.names()).containsExactlyInAnyOrderElementsOf(ofContract());
  }

  @Test
  void shouldNameEveryReasonOfTheNotifierInTheContract() {
    assertThat(ofContract()).containsAll(namesOf(DeadReason.values()));
  }

  @Test
  void shouldNameEveryReasonOfActivationStreamInTheContract() {
    assertThat(ofContract())
        .containsAll(RecordCounts.REASONS)
        .containsAll(namesOf(Refusal.Reason.values()))
        .containsAll(namesOf(Judged.Reason.values()));
  }

  @Test
  void shouldLeadFromEveryReasonToAParagraphOfTheRunbook() {
    assertThat(LetterReason.names())
        .allSatisfy(
            reason ->
                assertThat(Docs.read("docs/operations.md").toLowerCase(Locale.ROOT))
                    .contains("### " + ReasonAdvice.of(reason).runbook() + "\n"));
  }

  @Test
  void shouldKnowWhatToDoAboutEveryReason() {
    assertThat(LetterReason.names())
        .allSatisfy(
            reason ->
                assertThat(ReasonAdvice.of(reason)).isNotEqualTo(ReasonAdvice.of("NO_REASON")));
  }

  private static List<String> ofContract() {
    Matcher listed = LISTED.matcher(Docs.read("docs/contract.md"));
    assertThat(listed.find()).isTrue();
    return Arrays.stream(listed.group(1).split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  private static List<String> namesOf(Enum<?>[] reasons) {
    return Arrays.stream(reasons).map(Enum::name).toList();
  }
}
