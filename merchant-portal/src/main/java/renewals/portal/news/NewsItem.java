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
      List<QueryResponses.Announcement> announcements, DisplayFormats formats) {
    return announcements.stream().map(one -> of(one, formats)).toList();
  }

  private static NewsItem of(QueryResponses.Announcement said, DisplayFormats formats) {
    boolean chinese = formats.language() == Language.CHINESE;
    String link = said.link();
    return new NewsItem(
        chinese ? said.titleZh() : said.titleEn(),
        chinese ? said.textZh() : said.textEn(),
        when(said, formats),
        link != null && link.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? link : "");
  }

  private static String when(QueryResponses.Announcement said, DisplayFormats formats) {
    Instant from = DisplayFormats.instant(said.effectiveAt());
    String begin =
        from.isAfter(formats.now())
            ? PageMessages.NEWS_FROM.in(formats.language(), formats.moment(from))
            : "";
    String end =
        said.endsAt() == null
            ? ""
            : PageMessages.NEWS_UNTIL.in(
                formats.language(), formats.end(DisplayFormats.instant(said.endsAt())));
    return formats.language().sentences(begin, end);
  }
}
