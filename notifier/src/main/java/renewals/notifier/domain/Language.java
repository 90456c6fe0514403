package renewals.notifier.domain;

import java.util.Locale;

/** The languages that notices are written in. */
public enum Language {
  CHINESE("zh-CN"),
  ENGLISH("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** As files of its words are named. */
  public String file() {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  /** BCP 47. */
  public String tag() {
    return tag;
  }

  /** Chinese for every locale of it, else English. */
  public static Language of(String locale) {
    return Locale.forLanguageTag(locale).getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }
}
