package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.portal.client.QuoteQuery;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.schemas.query.QueryResponses;

@Timeout(60)
class QuotePageTest {

  private static final String TYPED = "/quote?carrier=cmcc&count=1&unit=M&until=2026-12-31";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private PageServer server = PageServer.start();

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  private HttpResponse<String> get(String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).header("Accept-Language", "en").build(),
        BodyHandlers.ofString());
  }

  @Test
  void shouldAskNobodyBeforeAnythingIsTyped() throws Exception {
    HttpResponse<String> page = get(server.url() + "/quote");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("What would a renewal give").contains("value=\"unicom\"");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(server.renewals.questions()).isEmpty();
  }

  @Test
  void shouldQuoteWhatWasTypedAndNoCard() throws Exception {
    HttpResponse<String> page = get(server.url() + TYPED);

    assertThat(server.renewals.questions())
        .containsExactly(
            new QuoteQuery(
                null, "cmcc", null, "P1M", "STACK", Instant.parse("2026-12-31T16:00:00Z")));
    assertThat(page.body())
        .contains("Works until 31 Jan")
        .contains("Once paid, expected to take effect by 14:30 today (23 Nov), no gap")
        .contains("lakala-app")
        .contains("91 %")
        .doesNotContain(Samples.MASKED);
  }

  @Test
  void shouldQuoteForTheCardOfARenewalToWhoHasItsLink() throws Exception {
    HttpResponse<String> page = get(server.link("R-usable").replace("?t=", "/quote?t="));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(server.renewals.questions())
        .containsExactly(new QuoteQuery(Samples.ICCID, "cmcc", "lakala-app", "P3M", "STACK", null));
    assertThat(page.body())
        .contains(Samples.MASKED)
        .contains("Renew by 30 Dec, 18:00")
        .doesNotContain(Samples.ICCID);
  }

  @Test
  void shouldLeadALinkToTheQuoteOfItsRenewal() throws Exception {
    HttpResponse<String> page = get(server.url() + "/quote?r=R-usable&t=abc.def");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("/r/R-usable/quote?t=abc.def");
  }

  @Test
  void shouldShowNothingOfACardToWhoHasNoLink() throws Exception {
    for (String token : new String[] {"", "?t=forged", "?t=" + "a".repeat(43)}) {
      HttpResponse<String> page = get(server.url() + "/r/R-usable/quote" + token);

      assertThat(page.statusCode()).isEqualTo(303);
      assertThat(page.headers().firstValue("Location")).contains("/?why=again&r=R-usable");
      assertThat(page.body()).doesNotContain(Samples.MASKED);
    }
    assertThat(server.renewals.questions()).isEmpty();
  }

  @Test
  void shouldSayWhatSpeaksAgainstIt() throws Exception {
    server.renewals.warn("CUTOFF_PASSED", "EXPIRES_BEFORE_USABLE", "SOMETHING_NEW");

    assertThat(get(server.url() + TYPED).body())
        .contains("cut-off has passed")
        .contains("may expire before the renewal takes effect")
        .doesNotContain("SOMETHING_NEW", ", no gap");
  }

  @Test
  void shouldSayWhatWontDoAndKeepWhatWasTyped() throws Exception {
    HttpResponse<String> carrier = get(server.url() + "/quote?carrier=a%2Fb&count=1&unit=M");
    HttpResponse<String> length = get(server.url() + "/quote?carrier=cmcc&count=121&unit=M");
    HttpResponse<String> day =
        get(server.url() + "/quote?carrier=cmcc&count=1&unit=D&until=31.12.2026");
    HttpResponse<String> far =
        get(server.url() + "/quote?carrier=cmcc&count=1&unit=D&until=9999-12-31");

    assertThat(carrier.statusCode()).isEqualTo(400);
    assertThat(carrier.body()).contains("Please fill in the carrier").contains("value=\"a/b\"");
    assertThat(length.body()).contains("1 to 3660 days").contains("value=\"121\"");
    assertThat(day.body()).contains("no such day");
    assertThat(far.body()).contains("no such day");
    assertThat(server.renewals.questions()).isEmpty();
  }

  @Test
  void shouldEscapeWhatWasTyped() throws Exception {
    assertThat(get(server.url() + "/quote?carrier=%22%3E%3Cscript%3E&count=1&unit=M").body())
        .doesNotContain("<script>");
  }

  @Test
  void shouldLimitHowOftenOneAddressMayAsk() throws Exception {
    server.close();
    server = PageServer.startWith(2, 10);
    get(server.url() + TYPED);
    get(server.url() + TYPED);

    HttpResponse<String> page = get(server.url() + TYPED);

    assertThat(page.statusCode()).isEqualTo(429);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(page.body()).contains("Too many tries");
  }

  @Test
  void shouldSayThatNobodyAnswers() throws Exception {
    server.renewals.goAway();

    assertThat(get(server.url() + TYPED).statusCode()).isEqualTo(503);
  }

  @Test
  void shouldNotTurnAwayWhoseCardIsStoppedUntilHeRenewsIt() {
    QuoteViews views =
        new QuoteViews(
            new DisplayFormats(Language.ENGLISH, ZoneId.of("Asia/Shanghai"), Samples.NOW));

    for (String cause : new String[] {"EXPIRED", "DATA_CAP", "RISK"}) {
      QueryResponses.Card card =
          Samples.card(null, new QueryResponses.CardStatus("SUSPENDED", cause, Samples.at(-60)));
      QuoteView view = views.of(Samples.quote(card, "CARD_SUSPENDED"), null);

      assertThat(view.notes().getFirst().text().contains("once it is renewed"))
          .as(cause)
          .isEqualTo(!cause.equals("RISK"));
    }
  }
}
