package renewals.portal.text;

import java.util.Optional;

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
}
