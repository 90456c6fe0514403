package renewals.notifier.domain.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import renewals.notifier.domain.NotificationTrigger;

/**
 * What a robot says in a group: subject and text as one message, within {@link Text#ROBOT_BYTES}.
 * Where that is too much, less of what partners wrote is quoted, or less of a digest is listed, and
 * the message says so.
 *
 * @param words in the merchant's language
 * @param body puts greeting, details and signature around a draft
 */
record RobotWording(MessageCatalog words, Function<MessageDraft, String> body) {

  /** How much of each of partners' texts is quoted, one after the other until it fits. */
  private static final List<Integer> SHORTER_QUOTES = List.of(240, 100, 30);

  /**
   * The message of one trigger.
   *
   * @param draft with everything that partners wrote
   */
  String say(MessageComposer composer, NotificationTrigger cause, MessageDraft draft) {
    String message = whole(draft);
    for (int most : SHORTER_QUOTES) {
      if (fits(message)) {
        return message;
      }
      MessageDraft shorter = composer.quoting(most).draft(cause);
      message = whole(shorter, shorter.lines(), words.say("robot.shortened", Map.of()).stream());
    }
    return bounded(message);
  }

  /**
   * The message of a digest.
   *
   * @param items how many lines at the end of the draft are items
   */
  String say(MessageDraft draft, int items) {
    String message = whole(draft);
    if (fits(message)) {
      return message;
    }
    List<String> lines = draft.lines();
    List<String> listed = new ArrayList<>(lines.subList(0, lines.size() - items));
    int left = items;
    for (String item : lines.subList(lines.size() - items, lines.size())) {
      listed.add(item);
      if (fits(whole(draft, listed, more(left - 1)))) {
        left--;
      } else {
        listed.removeLast();
      }
    }
    return bounded(whole(draft, listed, more(left)));
  }

  private Stream<String> more(int count) {
    return words.say("digest.more", Map.of("count", Integer.toString(count))).stream();
  }

  private String whole(MessageDraft draft) {
    return draft.subject() + "\n\n" + body.apply(draft);
  }

  private String whole(MessageDraft draft, List<String> lines, Stream<String> last) {
    List<String> all = new ArrayList<>(lines);
    last.forEach(all::add);
    return whole(new MessageDraft(draft.subject(), all, draft.sms(), draft.values()));
  }

  private static boolean fits(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length <= Text.ROBOT_BYTES;
  }

  /** Only links of an absurd length come here: whoever reads it sees that it was cut. */
  private static String bounded(String message) {
    String text = message;
    while (!fits(text)) {
      int end = text.length() - 2;
      text =
          text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
    return text;
  }
}
