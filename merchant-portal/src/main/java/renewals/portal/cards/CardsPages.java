package renewals.portal.cards;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.portal.access.PageAccess;
import renewals.portal.access.RevokedLinks;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.portal.config.PageSettings;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Replies;
import renewals.portal.web.SecurityHeaders;
import renewals.schemas.links.SignedTokens.Worth;

/**
 * {@code /m/{merchantId}}: all cards of a merchant, and {@code /m/{merchantId}/cards.csv}: the same
 * for a spreadsheet. Both by his signed link alone.
 */
public final class CardsPages {

  private static final String NUMBER = "[0-9]{1,6}";

  private final MerchantCards cards;
  private final PageAccess access;
  private final Replies replies;
  private final Function<String, Optional<Reader>> readers;
  private final ZoneId usualZone;
  private final Clock clock;

  /**
   * The pages over these answers.
   *
   * @param readers how a merchant reads, empty where that is as usual
   * @param revoked which links open nothing any more
   */
  public CardsPages(
      RenewalLookup lookup,
      PageSettings settings,
      Function<String, Optional<Reader>> readers,
      RevokedLinks revoked,
      Clock clock) {
    this.cards = new MerchantCards(lookup, clock);
    this.access = new PageAccess(settings, revoked, clock);
    this.replies = new Replies(settings.secure());
    this.readers = readers;
    this.usualZone = settings.zone();
    this.clock = clock;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/m/*", SecurityHeaders::set);
    config.routes.get("/m/{merchantId}", context -> answer(context, this::show));
    config.routes.get("/m/{merchantId}/cards.csv", context -> answer(context, this::download));
  }

  /** What a list is answered with. */
  private interface Answer {
    void give(
        Context context, MerchantCards.Listed listed, CardsFilter filter, DisplayFormats formats);
  }

  private void answer(Context context, Answer answer) {
    String merchantId = context.pathParam("merchantId");
    LanguageChoice choice = replies.choice(context);
    if (access.ofMerchant(context, merchantId) != Worth.VALID) {
      Replies.message(
          context,
          403,
          choice.language(),
          PageMessages.CARDS_NO_LINK_TITLE,
          PageMessages.CARDS_NO_LINK);
      return;
    }
    DisplayFormats formats = formats(merchantId, choice);
    Language language = formats.language();
    switch (cards.of(merchantId)) {
      case Found.Moving<?> ignored -> Replies.moving(context, language);
      case Found.Away<?> ignored -> Replies.away(context, language);
      case Found.Unknown<?> ignored ->
          Replies.message(
              context, 404, language, PageMessages.CARDS_NONE_TITLE, PageMessages.CARDS_NONE);
      case Found.Known<MerchantCards.Listed> known ->
          answer.give(
              context,
              known.answer(),
              CardsFilter.read(
                  context.queryParam("show"), context.queryParam("sort"), context.queryParam("q")),
              formats);
    }
  }

  private void show(
      Context context, MerchantCards.Listed listed, CardsFilter filter, DisplayFormats formats) {
    String path = "/m/" + context.pathParam("merchantId");
    String link = Replies.linkQuery(context);
    CardsView view =
        new CardsViews(formats, path + link, access::linkTo)
            .of(listed, filter, from(context.queryParam("from")));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("view", view);
    parameters.put("path", path);
    parameters.put("token", Optional.ofNullable(context.queryParam(PageAccess.TOKEN)).orElse(""));
    parameters.put("filter", filter);
    parameters.put("csv", path + "/cards.csv" + link + filter.query());
    parameters.put("other", Replies.otherLanguage(path, link + filter.query(), view.language()));
    Replies.html(context, "cards.jte", parameters);
  }

  private void download(
      Context context, MerchantCards.Listed listed, CardsFilter filter, DisplayFormats formats) {
    Instant now = formats.now();
    String name =
        "cards-%s-%s.csv"
            .formatted(
                context.pathParam("merchantId").replace(':', '-'),
                LocalDate.ofInstant(now, formats.zone()));
    context
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .result(new CardsCsv(formats.zone(), now).of(filter.of(listed.cards(), now)));
  }

  private static int from(@Nullable String given) {
    return given != null && given.matches(NUMBER) ? Integer.parseInt(given) : 0;
  }

  private DisplayFormats formats(String merchantId, LanguageChoice choice) {
    Optional<Reader> reader = readers.apply(merchantId);
    return new DisplayFormats(
        choice.of(reader.map(Reader::locale)),
        reader.map(Reader::zone).orElse(usualZone),
        clock.instant());
  }
}
