package renewals.cli.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All that letters of this build die of, as the contract names them. */
public enum LetterReason {
  MISMATCH(
      GoesBack.IN_VAIN,
      "it doesn't fit the renewal's request: another channel, currency, carrier or card",
      "ask who sent it; he sends it again as it should be"),
  CONFLICTING_DUPLICATE(
      GoesBack.IN_VAIN,
      "its id came before with other content, and the first holds",
      "ask who sent it which is right; what is new needs an id of its own"),
  TOO_MANY_FACTS(
      GoesBack.IN_VAIN,
      "its renewal has more than a hundred payments or reviews",
      "ask channel or carrier why it sends without end"),
  UNREADABLE(
      GoesBack.BY_DEFAULT,
      "its bytes are no event of its topic's schema",
      "tell who sent it; once it can be read here, send it back"),
  UNKNOWN_SCHEMA(
      GoesBack.BY_DEFAULT,
      "the schema registry knows no schema of the id in its bytes",
      "ask who sent it for what registry he writes; once the schema is there, send it back"),
  UNKNOWN_SYMBOL(
      GoesBack.BY_DEFAULT,
      "it has a word of a later version, which this one doesn't know",
      "upgrade, then send it back"),
  KEY_MISMATCH(
      GoesBack.IN_VAIN,
      "its key isn't the one that its content names",
      "tell who sent it; he sends it again under the right key"),
  INVALID(
      GoesBack.IN_VAIN,
      "it was read, and breaks the contract",
      "tell who sent it what is said above; he sends it again as it should be"),
  PROCESSING_FAILED(
      GoesBack.BY_DEFAULT,
      "the rules threw an exception: a defect of ours, and nothing of it was booked",
      "find it in the log, repair, release, then send it back"),
  UNPROVEN(
      GoesBack.BY_NAME,
      "nothing proves who said it",
      "a client without a key: let it sign. A key that only one service has: give all the same"
          + " files, then send it back by this reason. Else somebody forges"),
  FOREIGN_CLAIM(
      GoesBack.BY_NAME,
      "it is proven, and not its party's to say",
      "look at what the party may; once that is right, send it back by this reason");

  private final GoesBack goesBack;
  private final String means;
  private final String todo;

  /** When its letters go back. */
  private enum GoesBack {
    /** A repaired registry or service may have cured it. */
    BY_DEFAULT,
    BY_NAME,
    /** By name, too, and it is refused once more. */
    IN_VAIN
  }

  LetterReason(GoesBack goesBack, String means, String todo) {
    this.goesBack = goesBack;
    this.means = means;
    this.todo = todo;
  }

  /** As the contract names it; empty of what this version doesn't know. */
  public static Optional<LetterReason> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return names(any -> true);
  }

  /** The names of those that a repaired registry or service may have cured. */
  public static List<String> defaults() {
    return names(LetterReason::isDefault);
  }

  private static List<String> names(Predicate<LetterReason> wanted) {
    return Arrays.stream(values()).filter(wanted).map(Enum::name).toList();
  }

  /** Whether letters go back without its name. */
  public boolean isDefault() {
    return goesBack == GoesBack.BY_DEFAULT;
  }

  /** Whether letters may be taken once they go back. */
  public boolean isCurable() {
    return goesBack != GoesBack.IN_VAIN;
  }

  /** What it means, in a line. */
  public String means() {
    return means;
  }

  /** What an operator does about it, in a line. */
  public String todo() {
    return todo;
  }
}
