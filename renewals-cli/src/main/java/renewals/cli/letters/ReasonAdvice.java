package renewals.cli.letters;

import java.util.Map;
import java.util.Set;
import renewals.cli.replay.DeadLetter;

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
  private static final String PROVENANCE = "unprovenrecords";
  private static final String LEFT = "what-replay-leaves";

  /** What sends such records back has them refused once more. */
  static final Set<String> IN_VAIN =
      Set.of("MISMATCH", "CONFLICTING_DUPLICATE", "TOO_MANY_FACTS", "KEY_MISMATCH", "INVALID");

  private static final ReasonAdvice UNHEARD_OF =
      new ReasonAdvice(
          "a reason that this version doesn't know",
          "look at it with the version that wrote it",
          RISING,
          false);

  /** By the reason, as the contract names it. */
  private static final Map<String, ReasonAdvice> BY_REASON =
      Map.ofEntries(
          of(
              "MISMATCH",
              "it doesn't fit the renewal's request: another channel, currency, carrier or card",
              "ask who sent it; he sends it again as it should be",
              RISING),
          of(
              "CONFLICTING_DUPLICATE",
              "its id came before with other content, and the first holds",
              "ask who sent it which is right; what is new needs an id of its own",
              RISING),
          of(
              "TOO_MANY_FACTS",
              "its renewal has more than a hundred payments or reviews",
              "ask channel or carrier why it sends without end",
              RISING),
          of(
              "UNREADABLE",
              "its bytes are no event of its topic's schema",
              "tell who sent it; once it can be read here, send it back",
              RISING),
          of(
              "UNKNOWN_SCHEMA",
              "the schema registry knows no schema of the id in its bytes",
              "ask who sent it for what registry he writes; once the schema is there, send it back",
              RISING),
          of(
              "UNKNOWN_SYMBOL",
              "it has a word of a later version, which this one doesn't know",
              "upgrade, then send it back",
              RISING),
          of(
              "KEY_MISMATCH",
              "its key isn't the one that its content names",
              "tell who sent it; he sends it again under the right key",
              RISING),
          of(
              "INVALID",
              "it was read, and breaks the contract",
              "tell who sent it what is said above; he sends it again as it should be",
              RISING),
          of(
              "UNPROVEN",
              "nothing proves who said it",
              "a client without a key: let it sign. A key that only one service has: give all the"
                  + " same files, then send it back by this reason. Else somebody forges",
              PROVENANCE),
          of(
              "FOREIGN_CLAIM",
              "it is proven, and not its party's to say",
              "look at what the party may; once that is right, send it back by this reason",
              PROVENANCE),
          of(
              "PROCESSING_FAILED",
              "the rules threw an exception: a defect of ours, and nothing of it was booked",
              "find it in the log, repair, release, then send it back",
              "processingfailed"));

  private static Map.Entry<String, ReasonAdvice> of(
      String reason, String means, String todo, String runbook) {
    return Map.entry(reason, new ReasonAdvice(means, todo, runbook, !IN_VAIN.contains(reason)));
  }

  /** Of a reason. */
  public static ReasonAdvice of(String reason) {
    return BY_REASON.getOrDefault(reason, UNHEARD_OF);
  }

  /** Of a letter: what services write to each other never goes back. */
  static ReasonAdvice of(DeadLetter letter) {
    ReasonAdvice advice = of(letter.reason());
    return letter.cameFromInput()
        ? advice
        : new ReasonAdvice(
            advice.means(), "it is of no input, and nothing sends it back: see there", LEFT, false);
  }

  /** Where its paragraph stands. */
  public String link() {
    return DOCUMENT + runbook;
  }
}
