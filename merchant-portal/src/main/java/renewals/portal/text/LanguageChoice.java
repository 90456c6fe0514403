package renewals.portal.text;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which language a page is shown.
 *
 * @param asked what was switched to, now or before, or what the browser asks for; empty if it asks
 *     for none that there is
 * @param otherwise where nobody says
 */
public record LanguageChoice(Optional<Language> asked, Language otherwise) {

  /** While it is not known whose page it is. */
  public Language language() {
    return asked.orElse(otherwise);
  }

  /**
   * Of a merchant's page.
   *
   * @param locale in which he reads, if that is known
   */
  public Language of(Optional<String> locale) {
    return asked.or(() -> locale.map(Language::ofLocale)).orElse(otherwise);
  }

  /**
   * What a browser asks for in {@code Accept-Language}; Chinese otherwise if it says nothing,
   * English if it asks for neither.
   */
  public static LanguageChoice accepted(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return new LanguageChoice(Optional.empty(), Language.CHINESE);
    }
    List<LanguageRange> ranges;
    try {
      ranges = LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return new LanguageChoice(Optional.empty(), Language.CHINESE);
    }
    for (LanguageRange range : ranges) {
      String wanted = Locale.forLanguageTag(range.getRange()).getLanguage();
      if (range.getWeight() > 0 && wanted.equals("zh")) {
        return new LanguageChoice(Optional.of(Language.CHINESE), Language.CHINESE);
      }
      if (range.getWeight() > 0 && wanted.equals("en")) {
        return new LanguageChoice(Optional.of(Language.ENGLISH), Language.ENGLISH);
      }
    }
    return new LanguageChoice(Optional.empty(), Language.ENGLISH);
  }
}
