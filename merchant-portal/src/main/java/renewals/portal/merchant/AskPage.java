package renewals.portal.merchant;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import renewals.kit.http.ServiceHttp;
import renewals.portal.access.CardDigits;
import renewals.portal.access.LookupRateLimits;
import renewals.portal.access.LookupRateLimits.Admission;
import renewals.portal.access.PageAccess;
import renewals.portal.access.TypedText;
import renewals.portal.client.Found;
import renewals.portal.merchant.PageMeters.Ask;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Replies;
import renewals.schemas.query.QueryResponses;

/** {@code /}: asks for a renewal's number and the last four of its card. */
final class AskPage {

  /** Compared with where there is no card; nothing that may be typed ends like it. */
  private static final String NO_CARD = "-".repeat(20);

  private final Renewals renewals;
  private final PageAccess access;
  private final LookupRateLimits limits;
  private final PageMeters meters;
  private final Replies replies;

  AskPage(
      Renewals renewals,
      PageAccess access,
      LookupRateLimits limits,
      PageMeters meters,
      Replies replies) {
    this.renewals = renewals;
    this.access = access;
    this.limits = limits;
    this.meters = meters;
    this.replies = replies;
  }

  void ask(Context context) {
    String why = context.queryParam("why");
    PageMessages notice =
        switch (why == null ? "" : why) {
          case "expired" -> PageMessages.ASK_LINK_EXPIRED;
          case "again" -> PageMessages.ASK_AGAIN;
          default -> null;
        };
    Language language = replies.language(context);
    String renewalId = Optional.ofNullable(context.queryParam("r")).orElse("");
    askForm(context, language, renewalId, notice == null ? "" : notice.in(language));
  }

  /** Gives a pass for the renewal if the digits are those of its card. */
  void answer(Context context) {
    Language language = replies.language(context);
    String renewalId = TypedText.plain(context.formParam("renewal"));
    CardDigits digits = CardDigits.of(context.formParam("card"));
    String client = ServiceHttp.client(context);
    Duration pause = limits.pause(client);
    if (!pause.isZero()) {
      tooOften(context, language, renewalId, pause);
    } else if (renewalId.isEmpty() || !digits.areEnough()) {
      context.status(400);
      askForm(context, language, renewalId, PageMessages.ASK_INCOMPLETE.in(language));
    } else if (!Renewals.isId(renewalId)) {
      wrong(context, language, renewalId);
    } else {
      switch (limits.admit(client, renewalId, digits.whole().isPresent())) {
        case Admission.TooOften closed -> tooOften(context, language, renewalId, closed.pause());
        case Admission.WholeNumberNeeded ignored -> wholeNumber(context, language, renewalId);
        case Admission.Admitted ask -> look(context, language, ask, digits);
      }
    }
  }

  /** What isn't wrong is given back, whatever it is. */
  private void look(Context context, Language language, Admission.Admitted ask, CardDigits digits) {
    String renewalId = ask.renewalId();
    Found<QueryResponses.Renewal> found = renewals.findTyped(renewalId);
    if (found instanceof Found.Moving) {
      limits.right(ask);
      Replies.moving(context, language);
    } else if (found instanceof Found.Away) {
      limits.right(ask);
      Replies.away(context, language);
    } else if (digits.areOf(cardOf(found))
        && found instanceof Found.Known<QueryResponses.Renewal> known) {
      limits.right(ask);
      meters.asked(Ask.RIGHT);
      access.give(context, known.answer().renewalId());
      context.status(303).header("Location", "/r/" + known.answer().renewalId());
    } else {
      wrong(context, language, renewalId);
    }
  }

  /** The same for an unknown number and for wrong digits, so that numbers can't be walked. */
  private void wrong(Context context, Language language, String renewalId) {
    meters.asked(Ask.WRONG);
    context.status(404);
    askForm(context, language, renewalId, PageMessages.ASK_NOT_FOUND.in(language));
  }

  private void wholeNumber(Context context, Language language, String renewalId) {
    meters.asked(Ask.WHOLE_NUMBER_NEEDED);
    context.status(429);
    askForm(context, language, renewalId, PageMessages.ASK_WHOLE_NUMBER.in(language));
  }

  private void tooOften(Context context, Language language, String renewalId, Duration pause) {
    meters.asked(Ask.TOO_OFTEN);
    DisplayFormats formats = new DisplayFormats(language, ZoneId.of("UTC"), Instant.EPOCH);
    context.status(429);
    context.header("Retry-After", String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())));
    askForm(
        context,
        language,
        renewalId,
        PageMessages.ASK_TOO_OFTEN.in(language, formats.pause(pause)));
  }

  private static String cardOf(Found<QueryResponses.Renewal> found) {
    String iccid =
        found instanceof Found.Known<QueryResponses.Renewal> known ? known.answer().iccid() : null;
    return iccid == null ? NO_CARD : iccid;
  }

  private static void askForm(Context context, Language language, String renewalId, String notice) {
    Replies.html(
        context,
        "ask.jte",
        Map.of(
            "language", language,
            "renewalId", renewalId,
            "notice", notice,
            "other", Replies.otherLanguage("/", "", language)));
  }
}
