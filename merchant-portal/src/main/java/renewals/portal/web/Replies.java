package renewals.portal.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;
import renewals.portal.access.PageAccess;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.portal.text.PageMessages;

/** How the merchants' pages answer: in whose language, with what around it. */
public final class Replies {

  private static final String LANGUAGE_COOKIE = "lang";
  private static final int A_YEAR_IN_SECONDS = 365 * 24 * 3600;

  /** How soon a page that can't be shown now is asked for again. */
  public static final int RETRY_AFTER_SECONDS = 5;

  /** Tells the page's script why it is not shown. */
  private static final String STATE = "X-Page-State";

  private final boolean secureCookies;

  /**
   * Answers for one site.
   *
   * @param secureCookies whether cookies are for HTTPS only
   */
  public Replies(boolean secureCookies) {
    this.secureCookies = secureCookies;
  }

  /** Says that the answer moves to another instance just now. */
  public static void moving(Context context, Language language) {
    context.header("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    message(context, 503, language, PageMessages.MOVING_TITLE, PageMessages.MOVING);
  }

  /** Says that nobody can be asked just now. */
  public static void away(Context context, Language language) {
    context.header("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    context.header(STATE, "away");
    message(context, 503, language, PageMessages.AWAY_TITLE, PageMessages.AWAY);
  }

  /** A page of one message. */
  public static void message(
      Context context, int status, Language language, PageMessages title, PageMessages text) {
    context.status(status);
    String path = context.path();
    String query = linkQuery(context);
    html(
        context,
        "message.jte",
        Map.of(
            "language",
            language,
            "title",
            title.in(language),
            "text",
            text.in(language),
            "again",
            status == 503,
            "self",
            path + query,
            "other",
            otherLanguage(path, query, language)));
  }

  /** Answers with a page. */
  public static void html(Context context, String template, Map<String, Object> parameters) {
    context.contentType("text/html; charset=utf-8").result(Html.render(template, parameters));
  }

  /** The part of a link that opens the page, if the caller came by one. */
  public static String linkQuery(Context context) {
    String token = context.queryParam(PageAccess.TOKEN);
    boolean plain = token != null && token.matches("[A-Za-z0-9._-]{1,64}");
    return plain ? "?" + PageAccess.TOKEN + "=" + token : "";
  }

  /** The address of the same page in the other language. */
  public static String otherLanguage(String path, String query, Language language) {
    return path + (query.isEmpty() ? "?" : query + "&") + "lang=" + language.other().code();
  }

  /** What was switched to, now or before, else what the browser asks for. */
  public LanguageChoice choice(Context context) {
    Language switched = Language.ofCode(context.queryParam("lang"));
    if (switched != null) {
      context.cookie(
          new Cookie(
              LANGUAGE_COOKIE,
              switched.code(),
              "/",
              A_YEAR_IN_SECONDS,
              secureCookies,
              true,
              null,
              SameSite.LAX));
      return new LanguageChoice(Optional.of(switched), switched);
    }
    Language kept = Language.ofCode(context.cookie(LANGUAGE_COOKIE));
    return kept != null
        ? new LanguageChoice(Optional.of(kept), kept)
        : LanguageChoice.accepted(context.header("Accept-Language"));
  }

  /** The language of a page that is nobody's. */
  public Language language(Context context) {
    return choice(context).language();
  }
}
