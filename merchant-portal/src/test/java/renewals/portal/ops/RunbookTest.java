package renewals.portal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.portal.ops.Runbook.Block;
import renewals.portal.ops.Runbook.Paragraph;

class RunbookTest {

  @Test
  void shouldReadTheParagraphsOfTheRunbookAlone() {
    String document =
        """
        ## Before
        ### NotHere
        text
        ## Runbook
        how to
        ### DeadLettersRising
        one [link](elsewhere.md#x)
        two

        ```
        $ ./renewals [a](b)
        ### no heading
        ```
        #### What is left
        - three
        ## After
        four
        """;

    assertThat(Runbook.read(document))
        .containsExactly(
            new Paragraph(
                "deadlettersrising",
                "DeadLettersRising",
                List.of(
                    new Block("one link\ntwo", false),
                    new Block("$ ./renewals [a](b)\n### no heading", true))),
            new Paragraph("what-is-left", "What is left", List.of(new Block("- three", false))));
  }

  @Test
  void shouldBePackedWithTheClasses() {
    assertThat(Runbook.packed())
        .extracting(Paragraph::id)
        .contains("stuckmoney", "deadlettersrising", "instancedown");
  }
}
