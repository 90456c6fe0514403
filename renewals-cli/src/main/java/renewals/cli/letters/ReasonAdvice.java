package renewals.cli.letters;

import renewals.cli.replay.DeadLetter;
import renewals.cli.replay.LetterReason;

/**
 * What a reason means, and what an operator does about it.
 *
 * @param means in a line
 * @param todo in a line
 * @param runbook the paragraph of docs/operations.md, as its anchor
 * @param isCurable whether it may be taken once it goes back
 */
public record ReasonAdvice(String means, String todo, String runbook, boolean isCurable) {

  private static final String DOCUMENT = "docs/operations.md#";
  private static final String RISING = "deadlettersrising";

  private static final ReasonAdvice UNHEARD_OF =
      new ReasonAdvice(
          "a reason that this version doesn't know",
          "look at it with the version that wrote it",
          RISING,
          false);

  /** Of a reason. */
  public static ReasonAdvice of(String reason) {
    return LetterReason.named(reason)
        .map(
            known ->
                new ReasonAdvice(known.means(), known.todo(), runbook(known), known.isCurable()))
        .orElse(UNHEARD_OF);
  }

  private static String runbook(LetterReason reason) {
    return switch (reason) {
      case UNPROVEN, FOREIGN_CLAIM -> "unprovenrecords";
      case PROCESSING_FAILED -> "processingfailed";
      default -> RISING;
    };
  }

  /** Of a letter: what services write to each other never goes back. */
  static ReasonAdvice of(DeadLetter letter) {
    ReasonAdvice advice = of(letter.reason());
    return letter.cameFromInput()
        ? advice
        : new ReasonAdvice(
            advice.means(),
            "it is of no input, and nothing sends it back: see there",
            "what-replay-leaves",
            false);
  }

  /** Where its paragraph stands. */
  public String link() {
    return DOCUMENT + runbook;
  }
}
