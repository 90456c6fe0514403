package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import renewals.cli.replay.DeadLetterReplay;
import renewals.notifier.codec.DeadReason;

/** Reasons that the command line takes are those that the contract and the services name. */
class DocumentedReasonsTest {

  @Test
  void shouldTakeEveryReasonOfTheContract() {
    Matcher listed =
        Pattern.compile("\\*\\*dead-letter\\*\\* \\(out\\) — reason \\(([A-Z_, ]+)")
            .matcher(Docs.read("docs/contract.md"));

    assertThat(listed.find()).isTrue();
    List<String> reasons =
        Arrays.stream(listed.group(1).split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    assertThat(DeadLetterReplay.REASONS).containsAll(reasons);
  }

  @Test
  void shouldTakeEveryReasonOfTheNotifierAndTheDefaults() {
    assertThat(DeadLetterReplay.REASONS)
        .containsAll(Arrays.stream(DeadReason.values()).map(Enum::name).toList())
        .containsAll(DeadLetterReplay.DEFAULT_REASONS);
  }
}
