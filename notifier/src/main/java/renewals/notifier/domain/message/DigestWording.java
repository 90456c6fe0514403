package renewals.notifier.domain.message;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Kind;

/** Words a digest for one merchant: how many of what kind, and a line for each. */
record DigestWording(MessageCatalog words, ZoneId zone) {

  /**
   * The texts of a digest.
   *
   * @param subjects of what it tells, a line each
   */
  MessageDraft draft(Digest digest, List<String> subjects) {
    Map<String, Long> counts =
        digest.triggers().stream()
            .collect(
                Collectors.groupingBy(
                    cause -> nameOf(cause.news().kind()),
                    LinkedHashMap::new,
                    Collectors.counting()));
    String kinds =
        counts.entrySet().stream()
            .map(entry -> counted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(words.say("digest.and", Map.of()).orElseThrow()));
    String occasion =
        switch (digest.occasion()) {
          case DAY -> "digest";
          case NEW_ADDRESS -> "standing";
        };
    Values values =
        new Values(words, zone)
            .text("count", Integer.toString(subjects.size()))
            .text("kinds", kinds)
            .time("at", digest.at());
    List<String> lines = new ArrayList<>(words.lines(occasion + ".body", values.known()));
    subjects.stream()
        .flatMap(subject -> words.say("digest.item", Map.of("subject", subject)).stream())
        .forEach(lines::add);
    return new MessageDraft(
        words.say(occasion + ".subject", values.known()).orElseThrow(),
        lines,
        () -> words.ways(occasion + ".sms", values.known()).toList(),
        values.known());
  }

  private String nameOf(Kind kind) {
    return words.say("digest.kind." + kind, Map.of()).orElseThrow();
  }

  private String counted(String kind, long count) {
    return words
        .say("digest.counted", Map.of("kind", kind, "count", Long.toString(count)))
        .orElseThrow();
  }
}
