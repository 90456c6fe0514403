package renewals.portal.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the page. */
public enum Language {
  CHINESE("zh-CN", "zh", "中文"),
  ENGLISH("en", "en", "English");

  private final String tag;
  private final String code;
  private final String ownName;

  Language(String tag, String code, String ownName) {
    this.tag = tag;
    this.code = code;
    this.ownName = ownName;
  }

  /** BCP 47. */
  public String tag() {
    return tag;
  }

  /** As it stands in a URL. */
  public String code() {
    return code;
  }

  /** What those who speak it call it. */
  public String ownName() {
    return ownName;
  }

  /** The other one. */
  public Language other() {
    return this == CHINESE ? ENGLISH : CHINESE;
  }

  /** One sentence after the other; either may be empty. */
  public String sentences(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    boolean ended = one.endsWith("。") || one.endsWith(".");
    return switch (this) {
      case CHINESE -> one + (ended ? "" : "。") + other;
      case ENGLISH -> one + (ended ? " " : ". ") + other;
    };
  }

  /** The language of a code, null for any other text. */
  public static @Nullable Language ofCode(@Nullable String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    return null;
  }

  /** Chinese for every locale of it, else English. */
  static Language ofLocale(String locale) {
    return Locale.forLanguageTag(locale).getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }
}
