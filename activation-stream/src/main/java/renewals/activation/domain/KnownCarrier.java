package renewals.activation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a carrier: its newest word, and when it stood still in the last fortnight.
 * Immutable.
 */
public record KnownCarrier(CarrierWord word, Halts halts) {

  /** How long halts are remembered: as long as durations are learnt from. */
  public static final Duration REMEMBERED_FOR = Duration.ofDays(14);

  /** More than a carrier could mean; so what is kept of it stays small. */
  static final int MOST_HALTS = 500;

  /** What a word came to. */
  public sealed interface Heard {

    /** It is the newest: this is known now. */
    record Newer(KnownCarrier now) implements Heard {}

    /** It was known already. */
    record Repeated() implements Heard {}

    /** A newer one has been heard: no effect, whatever it says. */
    record Superseded() implements Heard {}

    /** The same revision came before with other content: the first stays. */
    record Conflicting() implements Heard {}
  }

  /**
   * Hears one word. The greatest revision holds, so the order of words does not decide which does.
   *
   * @param known what is known of the word's carrier, null if nothing
   * @param at when the word was published
   */
  public static Heard hear(@Nullable KnownCarrier known, CarrierWord word, Instant at) {
    if (known != null && word.revision() == known.word().revision()) {
      return word.equals(known.word()) ? new Heard.Repeated() : new Heard.Conflicting();
    }
    if (known != null && word.revision() < known.word().revision()) {
      return new Heard.Superseded();
    }
    Halts before = known == null ? Halts.NONE : known.halts();
    Halts halts = before.with(word.condition(), at.minus(REMEMBERED_FOR));
    return new Heard.Newer(new KnownCarrier(word, newestOf(halts)));
  }

  private static Halts newestOf(Halts halts) {
    List<Halts.Halt> all = halts.all();
    int tooMany = all.size() - MOST_HALTS;
    return tooMany <= 0 ? halts : new Halts(all.subList(tooMany, all.size()));
  }
}
