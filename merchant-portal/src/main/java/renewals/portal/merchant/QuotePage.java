package renewals.portal.merchant;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.kit.http.ServiceHttp;
import renewals.portal.access.LookupRateLimits;
import renewals.portal.access.PageAccess;
import renewals.portal.client.Found;
import renewals.portal.client.QuoteQuery;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Replies;
import renewals.schemas.links.SignedTokens.Worth;
import renewals.schemas.query.QueryResponses;

/**
 * {@code /quote}: what a renewal would give, from what was typed alone; {@code
 * /r/{renewalId}/quote}: for the card of a renewal, by what is known of it, to whom may see the
 * renewal's page.
 */
final class QuotePage {

  private static final String PATH = "/quote";

  private final Renewals renewals;
  private final PageAccess access;
  private final LookupRateLimits limits;
  private final Replies replies;
  private final ViewedRenewals viewed;

  /** The page over these answers. */
  QuotePage(ViewedRenewals viewed, PageAccess access, LookupRateLimits limits, Replies replies) {
    this.renewals = viewed.renewals();
    this.viewed = viewed;
    this.access = access;
    this.limits = limits;
    this.replies = replies;
  }

  /** From what was typed; a link to a renewal leads to the quote for its card. */
  void typed(Context context) {
    String renewalId = context.queryParam("r");
    if (renewalId != null && Renewals.isId(renewalId)) {
      context.status(303).header("Location", "/r/" + renewalId + PATH + Replies.linkQuery(context));
      return;
    }
    Language language = replies.language(context);
    QuoteForm form = QuoteForm.read(context);
    DisplayFormats formats =
        new DisplayFormats(language, viewed.usualZone(), viewed.clock().instant());
    Asked asked = new Asked(context, form, formats, PATH, "");
    if (!form.isAsked()) {
      asked.show(null, "");
      return;
    }
    Duration pause = limits.pause(ServiceHttp.client(context));
    if (!pause.isZero()) {
      context.status(429);
      context.header("Retry-After", String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())));
      asked.show(null, PageMessages.ASK_TOO_OFTEN.in(language, formats.pause(pause)));
      return;
    }
    asked.answer(form.question(formats.zone()));
  }

  /** For the card of a renewal. */
  void ofRenewal(Context context) {
    String renewalId = context.pathParam("renewalId");
    if (access.check(context, renewalId) != Worth.VALID) {
      String known = Renewals.isId(renewalId) ? "&r=" + renewalId : "";
      context.status(303).header("Location", "/?why=again" + known);
      return;
    }
    LanguageChoice choice = replies.choice(context);
    switch (renewals.find(renewalId)) {
      case Found.Moving<?> ignored -> Replies.moving(context, choice.language());
      case Found.Away<?> ignored -> Replies.away(context, choice.language());
      case Found.Unknown<?> ignored -> gone(context, choice.language());
      case Found.Known<QueryResponses.Renewal> known -> ofRenewal(context, known.answer(), choice);
    }
  }

  private void ofRenewal(Context context, QueryResponses.Renewal renewal, LanguageChoice choice) {
    QueryResponses.Requested request = renewal.request();
    String iccid = renewal.iccid();
    if (request == null || iccid == null) {
      gone(context, choice.language());
      return;
    }
    DisplayFormats formats = viewed.formats(renewal, choice);
    QuoteForm typed = QuoteForm.read(context);
    QuoteForm again = QuoteForm.again(request);
    QuoteForm form =
        typed.count().isEmpty()
            ? new QuoteForm(again.carrier(), again.count(), again.unit(), typed.until())
            : new QuoteForm(again.carrier(), typed.count(), typed.unit(), typed.until());
    String path = "/r/" + renewal.renewalId() + PATH;
    new Asked(context, form, formats, path, renewal.renewalId())
        .answer(form.question(iccid, request, formats.zone()));
  }

  private static void gone(Context context, Language language) {
    Replies.message(context, 404, language, PageMessages.GONE_TITLE, PageMessages.GONE);
  }

  /** One request for the page. */
  private final class Asked {

    private final Context context;
    private final QuoteForm form;
    private final DisplayFormats formats;
    private final String path;
    private final String renewalId;

    /** The page at a path; {@code renewalId} is empty where it is nobody's. */
    Asked(Context context, QuoteForm form, DisplayFormats formats, String path, String renewalId) {
      this.context = context;
      this.form = form;
      this.formats = formats;
      this.path = path;
      this.renewalId = renewalId;
    }

    private @Nullable PageMessages fault() {
      return form.fault(formats.zone(), formats.now());
    }

    void answer(QuoteQuery question) {
      PageMessages fault = fault();
      if (fault != null) {
        context.status(400);
        show(null, fault.in(formats.language()));
        return;
      }
      switch (renewals.lookup().quote(question)) {
        case Found.Known<QueryResponses.Quote> known ->
            show(new QuoteViews(formats).of(known.answer(), form.works(formats.zone())), "");
        case Found.Moving<?> ignored -> Replies.moving(context, formats.language());
        case Found.Away<?> ignored -> Replies.away(context, formats.language());
        case Found.Unknown<?> ignored -> Replies.away(context, formats.language());
      }
    }

    void show(@Nullable QuoteView view, String notice) {
      String query = Replies.linkQuery(context);
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("language", formats.language());
      parameters.put("form", form);
      parameters.put("renewalId", renewalId);
      parameters.put("token", Optional.ofNullable(context.queryParam(PageAccess.TOKEN)).orElse(""));
      parameters.put("carriers", renewalId.isEmpty() ? renewals.lookup().carriers() : List.of());
      parameters.put("notice", notice);
      parameters.put("path", path);
      parameters.put("back", renewalId.isEmpty() ? "/" : "/r/" + renewalId + query);
      parameters.put("other", Replies.otherLanguage(path, typedQuery(query), formats.language()));
      parameters.put("view", view);
      Replies.html(context, "quote.jte", parameters);
    }

    /** What was typed goes along where the language is switched. */
    private String typedQuery(String link) {
      if (!form.isAsked() || fault() != null) {
        return link;
      }
      String carrier = renewalId.isEmpty() ? "&carrier=" + form.carrier() : "";
      return (link.isEmpty() ? "?" : link + "&")
          + "count="
          + form.count()
          + "&unit="
          + form.unit()
          + carrier
          + (form.until().isEmpty() ? "" : "&until=" + form.until());
    }
  }
}
