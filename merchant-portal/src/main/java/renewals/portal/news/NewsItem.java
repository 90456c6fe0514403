package renewals.portal.news;

import java.time.Instant;
import java.util.List;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.schemas.query.QueryResponses;

/**
 * One announcement, worded.
 *
 * @param when from when on it applies and until when, where that is to come; else empty
 * @param link where more stands, an https URL; empty where there is none
 */
public record NewsItem(String title, String text, String when, String link) {

  private static final String HTTPS = "https://";

  /** Announcements as they are read, in the same order. */
  static List<NewsItem> all(
      List<QueryResponses.Announcement> announcements, DisplayFormats figures) {
    return announcements.stream().map(one -> of(one, figures)).toList();
  }

  private static NewsItem of(QueryResponses.Announcement said, DisplayFormats figures) {
    boolean chinese = figures.language() == Language.CHINESE;
    String link = said.link();
    return new NewsItem(
        chinese ? said.titleZh() : said.titleEn(),
        chinese ? said.textZh() : said.textEn(),
        when(said, figures),
        link != null && link.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? link : "");
  }

  private static String when(QueryResponses.Announcement said, DisplayFormats figures) {
    Instant from = DisplayFormats.instant(said.effectiveAt());
    String begin =
        from.isAfter(figures.now())
            ? PageMessages.NEWS_FROM.in(figures.language(), figures.moment(from))
            : "";
    String end =
        said.endsAt() == null
            ? ""
            : PageMessages.NEWS_UNTIL.in(
                figures.language(), figures.end(DisplayFormats.instant(said.endsAt())));
    return figures.language().sentences(begin, end);
  }
}
