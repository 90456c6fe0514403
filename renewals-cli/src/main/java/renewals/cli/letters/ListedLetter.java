package renewals.cli.letters;

import java.time.Instant;
import java.util.Optional;
import renewals.cli.query.ForPeople;
import renewals.cli.replay.DeadLetter;

/**
 * What a list shows of a letter, which holds nothing of the letter itself: that may have 128 KiB.
 *
 * @param name by this it can be shown
 * @param line of the list
 */
record ListedLetter(Instant at, String reason, String topic, String name, String line) {

  static ListedLetter of(DeadLetter letter, boolean isJson) {
    Instant at =
        letter.givenUpAt().orElseGet(() -> Instant.ofEpochMilli(letter.record().timestamp()));
    String reason = Discretion.printable(letter.reason());
    String name = letter.place().orElseGet(letter::ownPlace).toString();
    String line =
        isJson
            ? LetterJson.of(letter).toString()
            : "%s  %-21s  %s  key %s, party %s: %s"
                .formatted(
                    ForPeople.time(at),
                    reason,
                    name,
                    letter
                        .key()
                        .map(key -> Discretion.key(letter, Optional.empty()))
                        .orElse("none"),
                    letter.party().map(Discretion::printable).orElse("none"),
                    Discretion.printable(Discretion.why(letter)));
    return new ListedLetter(at, reason, Discretion.printable(letter.topic()), name, line);
  }
}
