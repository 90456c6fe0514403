package renewals.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import renewals.cli.query.ForPeople;
import renewals.cli.replay.DeadLetter;
import renewals.cli.replay.LetterReason;

/** A dead letter as an operator reads it. */
record LetterPage(DeadLetter letter, PrintWriter out) {

  private static final int SCHEMA_ID_LENGTH = 5;
  private static final int LONGEST_HEADER = 80;

  private static final Map<String, String> STEPS =
      Map.of(
          "READ", "reading its bytes",
          "CHECK", "checking it against the contract",
          "DECIDE", "deciding by the rules");

  void print(Optional<ObjectNode> event, boolean isRegistryThere) {
    ReasonAdvice advice = ReasonAdvice.of(letter);
    String place = letter.place().orElseGet(letter::ownPlace).toString();
    out.printf("%s is dead letter %s%n", place, Discretion.printable(letter.reason()));
    line("means", advice.means());
    line("said", Discretion.printable(Discretion.why(letter)));
    letter
        .stage()
        .ifPresent(
            step ->
                line("given up", "when " + STEPS.getOrDefault(step, Discretion.printable(step))));
    letter.givenUpAt().ifPresent(at -> line("", "at " + ForPeople.time(at)));
    line("in Kafka since", letter.appendedAt().map(ForPeople::time).orElse("unknown"));
    line("key", letter.key().map(key -> Discretion.key(letter, event)).orElse("none"));
    line(
        "party",
        letter
            .party()
            .map(id -> Discretion.printable(id) + ", as its header claims")
            .orElse("none"));
    line("sent back", letter.replays() == 0 ? "never" : letter.replays() + " times");
    line(
        "letter",
        letter.ownPlace()
            + letter.id().map(id -> ", record " + Discretion.printable(id)).orElse(""));
    headers();
    line("value", value(event, isRegistryThere));
    event.ifPresent(shown -> out.println(shown.toPrettyString().indent(4).stripTrailing()));
    line("to do", advice.todo());
    line("runbook", advice.link());
    if (letter.isCut()) {
      line("sends it back", "nothing: only its beginning was kept");
    } else if (advice.isCurable()) {
      line(
          "sends it back",
          "./renewals dead-letters replay --offset %s%s; --dry-run first"
              .formatted(place, reasonOption()));
    } else {
      line("sends it back", "nothing helps: it would be refused once more");
    }
  }

  private String reasonOption() {
    return LetterReason.named(letter.reason())
        .filter(reason -> !reason.isDefault())
        .map(reason -> " --reason " + reason)
        .orElse("");
  }

  private void line(String what, String text) {
    out.printf("  %-15s %s%n", what, text);
  }

  /** What else came with it, one a line: names alone, where a value may be anything. */
  private void headers() {
    String what = "other headers";
    for (Header header : letter.record().headers()) {
      if (!header.key().startsWith("dl-") && !header.key().equals("rn-party")) {
        line(what, header(header, letter.isContact()));
        what = "";
      }
    }
  }

  private static String header(Header header, boolean isContact) {
    String name = Discretion.printable(header.key());
    if (header.value() == null) {
      return name;
    }
    String value = new String(header.value(), StandardCharsets.UTF_8);
    return switch (header.key()) {
      case "rn-at" -> name + " " + time(value);
      case "ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion" ->
          isContact ? length(header) : name + " " + Discretion.printable(cut(value));
      default -> length(header);
    };
  }

  private static String length(Header header) {
    return "%s (%d bytes)".formatted(Discretion.printable(header.key()), header.value().length);
  }

  private static String time(String millis) {
    return millis.matches("\\d{1,15}")
        ? ForPeople.time(Instant.ofEpochMilli(Long.parseLong(millis)))
        : "that is no time";
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_HEADER ? text : text.substring(0, LONGEST_HEADER) + "…";
  }

  private String value(Optional<ObjectNode> event, boolean isRegistryThere) {
    byte[] value = letter.record().value();
    if (value == null) {
      return "none: it takes back what its key named";
    }
    if (letter.isCut()) {
      return "too large; only the beginning was kept";
    }
    String bytes = "%d bytes".formatted(value.length);
    if (event.isPresent()) {
      return bytes + ", which read:";
    }
    if (!isRegistryThere) {
      return bytes + ", unread while the schema registry is away";
    }
    return value.length >= SCHEMA_ID_LENGTH && value[0] == 0
        ? "%s of schema %d, no event that can be read"
            .formatted(bytes, ByteBuffer.wrap(value, 1, Integer.BYTES).getInt())
        : bytes + ", not in the wire format: its first isn't 0";
  }
}
