package renewals.notifier.domain;

import java.time.ZoneId;
import java.util.List;

/** One language's way of saying the news. */
sealed interface Wording permits ChineseWording, EnglishWording {

  /** The wording of a language. */
  static Wording in(Language language) {
    return switch (language) {
      case CHINESE -> new ChineseWording();
      case ENGLISH -> new EnglishWording();
    };
  }

  /** What is said of this news; times in {@code zone}. */
  Draft draft(Cause cause, ZoneId zone);

  /** The line that a message begins with. */
  String greeting(String name);

  /** The line that leads to the renewal's page. */
  String page(String link);

  /** The lines that say which card, terminal and renewal it is about. */
  List<String> details(Cause cause, ZoneId zone);
}
