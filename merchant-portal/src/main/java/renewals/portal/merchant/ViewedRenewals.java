package renewals.portal.merchant;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.kit.PartnerNames;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.news.CurrentNews;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.schemas.query.QueryResponses;

/**
 * Renewals as their merchants read them, each with its card.
 *
 * @param readers how a merchant reads, empty where that is as usual
 * @param usualZone of who isn't known, or whose contact names none
 */
record ViewedRenewals(
    Renewals renewals,
    CurrentNews news,
    Function<String, Optional<Reader>> readers,
    ZoneId usualZone,
    PartnerNames names,
    Clock clock) {

  /**
   * A renewal's page.
   *
   * @param was by when it was expected when the page was opened, null if nobody said
   */
  RenewalView of(QueryResponses.Renewal renewal, LanguageChoice choice, @Nullable Instant was) {
    DisplayFormats formats = formats(renewal, choice);
    return RenewalViews.of(renewal, renewals.cardOf(renewal), formats, was, names)
        .with(news.of(renewal.request(), formats));
  }

  /** How the merchant of a renewal reads times and amounts now. */
  DisplayFormats formats(QueryResponses.Renewal renewal, LanguageChoice choice) {
    Optional<Reader> reader = Optional.ofNullable(renewal.merchantId()).flatMap(readers);
    ZoneId zone = reader.map(Reader::zone).orElse(usualZone);
    Language language = choice.of(reader.map(Reader::locale));
    return new DisplayFormats(language, zone, clock.instant());
  }
}
