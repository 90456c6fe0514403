package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.web.Assets;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.SignedTokens;
import renewals.schemas.query.QueryResponses;
import renewals.testing.Patience;

@Timeout(60)
class MerchantPagesTest {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private PageServer server = PageServer.start();

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String renewalId, String card, String... headers)
      throws Exception {
    String form = "renewal=" + encoded(renewalId) + "&card=" + encoded(card);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void shouldGiveAPassForThisPageAloneToWhoKnowsTheDigits() throws Exception {
    HttpResponse<String> answer = ask("R-usable", Samples.TAIL);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "Location")).isEqualTo("/r/R-usable");
    String cookie = header(answer, "Set-Cookie");
    assertThat(cookie)
        .contains("Path=/r/R-usable")
        .contains("HttpOnly")
        .contains("SameSite=Strict");
    String pass = cookie.substring(0, cookie.indexOf(';'));
    assertThat(get("/r/R-usable", "Cookie", pass).statusCode()).isEqualTo(200);
    assertThat(get("/r/R-review", "Cookie", pass).statusCode()).isEqualTo(303);
  }

  @Test
  void shouldTakeTheDigitsAsPeopleTypeThem() throws Exception {
    assertThat(ask(" R-usable ", "41 46").statusCode()).isEqualTo(303);
    assertThat(ask("R-usable", "8986 0012 3456 7890 4146").statusCode()).isEqualTo(303);
    assertThat(ask("R-usable", "0414").statusCode()).as("without the check digit").isEqualTo(303);
  }

  @Test
  void shouldFindTheRenewalInFullWidthLowerCaseAndWithBlanks() throws Exception {
    for (String typed : new String[] {"r-USABLE", "Ｒ－usable", "R - usable", "R–usable\u200B"}) {
      HttpResponse<String> answer = ask(typed, "４１４６");

      assertThat(answer.statusCode()).as(typed).isEqualTo(typed.equals("r-USABLE") ? 404 : 303);
    }
    server.renewals.put(Samples.usable("R-USABLE"));

    HttpResponse<String> found = ask("r-usable", Samples.TAIL);

    assertThat(header(found, "Location")).isEqualTo("/r/R-USABLE");
  }

  @Test
  void shouldShowABrowserTheWayFromAWrongAddressAndAProgramAProblem() throws Exception {
    HttpResponse<String> page = get("/nope", "Accept", "text/html", "Accept-Language", "en");
    HttpResponse<String> problem = get("/nope", "Accept", "application/json");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("There is no such page").contains("href=\"/\"");
    assertThat(header(page, "Content-Security-Policy")).startsWith("default-src 'none';");
    assertThat(header(problem, "Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void shouldCallPartnersByNameAndNumberAndThoseWithoutByTheirIds() throws Exception {
    String page = get(link("R-review"), "Accept-Language", "en").body();

    assertThat(page)
        .contains("<dd>China Mobile · <a href=\"tel:10086\">10086</a></dd>")
        .contains("<dd>lakala-app</dd>");
  }

  @Test
  void shouldAnswerTheSameForAnUnknownNumberAndWrongDigits() throws Exception {
    HttpResponse<String> unknown = ask("R-nobody", Samples.TAIL);
    HttpResponse<String> wrong = ask("R-usable", "0000");
    HttpResponse<String> withoutCard = ask("R-request", Samples.TAIL);

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(wrong.statusCode()).isEqualTo(404);
    assertThat(withoutCard.statusCode()).isEqualTo(404);
    assertThat(wrong.body().replace("R-usable", "R-nobody")).isEqualTo(unknown.body());
    assertThat(withoutCard.body().replace("R-request", "R-nobody")).isEqualTo(unknown.body());
    assertThat(wrong.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
    assertThat(header(wrong, "Set-Cookie")).isEmpty();
  }

  @Test
  void shouldAskAgainWhereSomethingIsLeftOut() throws Exception {
    assertThat(ask("", Samples.TAIL).statusCode()).isEqualTo(400);
    assertThat(ask("R-usable", "46").statusCode()).isEqualTo(400);
    assertThat(ask("R-usable", "!!!!").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldLimitHowOftenOneAddressMayAsk() throws Exception {
    server.close();
    server = PageServer.startWith(3, 10);
    for (int i = 0; i < 3; i++) {
      assertThat(ask("R-" + i, "0000").statusCode()).isEqualTo(404);
    }

    HttpResponse<String> refused = ask("R-usable", Samples.TAIL, "Accept-Language", "en");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("Too many tries. Please try again in 20 seconds.");
    assertThat(header(refused, "Retry-After")).isEqualTo("20");
    assertThat(ask("R-usable", Samples.TAIL, "X-Forwarded-For", "192.0.2.7").statusCode())
        .isEqualTo(303);
  }

  @Test
  void shouldNotLetTheClientNameItsOwnAddressToTheProxy() throws Exception {
    server.close();
    server = PageServer.startWith(2, 10);
    for (int i = 0; i < 2; i++) {
      String[] lines = {"X-Client", "10.9.9." + i, "X-Client", "10.8.8." + i + ", 192.0.2.7"};
      assertThat(ask("R-usable", "0000", lines).statusCode()).isEqualTo(404);
    }

    String[] again = {"X-Client", "10.9.9.9", "X-Client", "192.0.2.7"};
    assertThat(ask("R-usable", "0000", again).statusCode()).isEqualTo(429);
  }

  @Test
  void shouldLetTheRightDigitsInFromANewAddressHoweverManyOthersGuess() throws Exception {
    for (int i = 0; i < 60; i++) {
      ask("R-usable", "%04d".formatted(i), "X-Forwarded-For", "10.0." + i + ".1");
    }

    assertThat(ask("R-usable", Samples.TAIL, "X-Forwarded-For", "192.0.2.200").statusCode())
        .isEqualTo(303);
  }

  @Test
  void shouldAskWhoGuessesForTheWholeNumber() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(
              ask("R-usable", "%04d".formatted(i), "X-Forwarded-For", "192.0.2." + i).statusCode())
          .isEqualTo(404);
    }

    HttpResponse<String> right =
        ask("R-usable", Samples.TAIL, "X-Forwarded-For", "192.0.2.99", "Accept-Language", "en");
    HttpResponse<String> wrong =
        ask("R-usable", "0000", "X-Forwarded-For", "192.0.2.99", "Accept-Language", "en");
    String otherCard = "89860012345678914146";
    HttpResponse<String> otherWhole = ask("R-usable", otherCard, "X-Forwarded-For", "192.0.2.99");
    HttpResponse<String> whole = ask("R-usable", Samples.ICCID, "X-Forwarded-For", "192.0.2.99");

    assertThat(right.statusCode()).as("what isn't looked at tells nothing").isEqualTo(429);
    assertThat(right.body()).isEqualTo(wrong.body()).contains("enter the whole card number");
    assertThat(header(right, "Set-Cookie")).isEmpty();
    assertThat(otherWhole.statusCode()).as("its last four alone don't count").isEqualTo(404);
    assertThat(whole.statusCode()).isEqualTo(303);
  }

  @Test
  void shouldAnswerTheSameForAnUnknownNumberThatIsGuessedAt() throws Exception {
    for (int i = 0; i < 6; i++) {
      int unknown =
          ask("R-nobody", "%04d".formatted(i), "X-Forwarded-For", "192.0.2.1").statusCode();
      int known = ask("R-usable", "%04d".formatted(i), "X-Forwarded-For", "192.0.2.1").statusCode();
      assertThat(unknown).isEqualTo(known);
    }
  }

  @Test
  void shouldCountWhatBecameOfAsks() throws Exception {
    ask("R-usable", "0000");
    ask("R-usable", Samples.TAIL);

    assertThat(server.count("renewals.page.asks", "result", "wrong")).isEqualTo(1);
    assertThat(server.count("renewals.page.asks", "result", "right")).isEqualTo(1);
    assertThat(server.gauge("renewals.page.wrong.in.a.day")).isEqualTo(1);
  }

  @Test
  void shouldAnswerByTheWordOfTheRenewalsOwnCarrier() throws Exception {
    server.renewals.put(
        Samples.usable("R-stopped"),
        Samples.card(null, new QueryResponses.CardStatus("SUSPENDED", "RISK", Samples.at(-60))));
    SignedTokens tokens = new SignedTokens(PageServer.SECRET, "link");
    String stopped = tokens.sign("R-stopped", Samples.NOW.plusSeconds(1));
    String usable = tokens.sign("R-usable", Samples.NOW.plusSeconds(1));

    assertThat(get("/r/R-stopped?lang=en&t=" + stopped).body())
        .contains("Stopped: a precaution of the carrier's");
    assertThat(get("/r/R-usable?lang=en&t=" + usable).body())
        .contains("Usable until")
        .doesNotContain("Stopped");
  }

  @Test
  void shouldShowWhatIsAnnouncedInTheLanguageOfThePage() throws Exception {
    server.renewals.announce(
        new QueryResponses.Announcement(
            "A1",
            0,
            "FEES",
            "资费调整 <b>",
            "每月 55 元。",
            "Fees change",
            "CNY 55 a month.",
            "https://example.com/fees",
            Samples.at(60),
            null));
    server.renewals.announce(
        new QueryResponses.Announcement(
            "A2",
            0,
            "TERMS",
            "条款",
            "新条款",
            "Terms",
            "New terms.",
            "javascript:alert(1)",
            Samples.at(-60),
            Samples.at(120)));
    String token =
        new SignedTokens(PageServer.SECRET, "link").sign("R-usable", Samples.NOW.plusSeconds(1));

    assertThat(get("/r/R-usable?lang=en&t=" + token).body())
        .contains("Fees change", "CNY 55 a month.", "Applies from", "https://example.com/fees")
        .contains("New terms.", "Until ")
        .doesNotContain("javascript:", "资费");
    assertThat(get("/r/R-usable?lang=zh&t=" + token).body()).contains("资费调整 &lt;b&gt;", "每月 55 元。");
  }

  @Test
  void shouldOpenByLinksOfEitherKeyAndOfBefore() throws Exception {
    Map<String, byte[]> keys = Map.of("k2", PageServer.SECRET, "k1", PageServer.OTHER_SECRET);
    for (Map.Entry<String, byte[]> key : keys.entrySet()) {
      String id = key.getKey();
      String token =
          new LinkTokens(List.of(new LinkTokens.Key(id, key.getValue())))
              .sign("R-usable", Samples.NOW, Samples.NOW.plusSeconds(1));
      assertThat(token).startsWith(id + ".");
      assertThat(get("/r/R-usable?t=" + token).statusCode()).isEqualTo(200);
      assertThat(get("/r/R-usable?t=" + token.replace(id, "k3")).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void shouldAskWhoHasALinkThatWasTakenBack() throws Exception {
    LinkTokens tokens = new LinkTokens(List.of(new LinkTokens.Key("k2", PageServer.SECRET)));
    Instant end = Samples.NOW.plusSeconds(60);
    String before = tokens.sign("R-usable", Samples.NOW.minusSeconds(2), end);
    String after = tokens.sign("R-usable", Samples.NOW, end);
    server.revoked = (renewalId, madeAt) -> madeAt.isBefore(Samples.NOW.minusSeconds(1));

    HttpResponse<String> late = get("/r/R-usable?t=" + before);
    assertThat(late.statusCode()).isEqualTo(303);
    assertThat(header(late, "Location")).isEqualTo("/?why=expired&r=R-usable");
    assertThat(get("/r/R-usable?t=" + after).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldOpenBySignedLinkUntilItExpires() throws Exception {
    SignedTokens tokens = new SignedTokens(PageServer.SECRET, "link");
    String valid = tokens.sign("R-usable", Samples.NOW.plusSeconds(1));
    String expired = tokens.sign("R-usable", Samples.NOW);

    assertThat(get("/r/R-usable?t=" + valid).statusCode()).isEqualTo(200);
    HttpResponse<String> late = get("/r/R-usable?t=" + expired);
    assertThat(late.statusCode()).isEqualTo(303);
    assertThat(header(late, "Location")).isEqualTo("/?why=expired&r=R-usable");
    assertThat(get("/r/R-review?t=" + valid).statusCode()).isEqualTo(303);
    assertThat(get("/r/R-usable?t=" + valid + "x").statusCode()).isEqualTo(303);
    assertThat(get("/r/R-usable").statusCode()).isEqualTo(303);
    assertThat(get("/r/R-usable/events?t=x", "Accept", "text/event-stream").statusCode())
        .isEqualTo(403);
  }

  @Test
  void shouldLetNothingFromElsewhereInAndKeepNoCopies() throws Exception {
    for (String path : new String[] {"/", link("R-usable")}) {
      HttpResponse<String> page = get(path);

      assertThat(header(page, "Content-Security-Policy"))
          .startsWith("default-src 'none';")
          .doesNotContain("unsafe");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.body()).doesNotContain("://").doesNotContain("style=");
      assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain(" on");
    }
  }

  @Test
  void shouldServeItsOwnStyleForEverAndThatOfAnotherVersionOnce() throws Exception {
    assertThat(header(get(Assets.STYLE.url()), "Cache-Control")).contains("immutable");
    assertThat(header(get("/assets/style.css?v=other"), "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void shouldSpeakTheLanguageThatWasSwitchedTo() throws Exception {
    HttpResponse<String> switched = get("/?lang=en", "Accept-Language", "zh-CN");

    assertThat(switched.body()).contains("<html lang=\"en\">");
    String cookie = header(switched, "Set-Cookie");
    String kept = cookie.substring(0, cookie.indexOf(';'));
    assertThat(get("/", "Accept-Language", "zh-CN", "Cookie", kept).body())
        .contains("<html lang=\"en\">");
    assertThat(get("/", "Accept-Language", "zh-CN").body()).contains("<html lang=\"zh-CN\">");
  }

  @Test
  void shouldSayHonestlyThatItIsBeingMoved() throws Exception {
    server.renewals.move();

    HttpResponse<String> page = get(link("R-usable"), "Accept-Language", "en");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("switching servers").contains("http-equiv=\"refresh\"");
    assertThat(ask("R-usable", Samples.TAIL).statusCode()).isEqualTo(503);
  }

  @Test
  void shouldSendTheAnswerAtOnceAndAtEachChange() throws Exception {
    try (BufferedReader events = events("R-review")) {
      assertThat(event(events)).contains("event: answer").contains("14:30");
      server.change(Samples.usable("R-review"));
      assertThat(event(events)).contains("event: answer").contains("2026年12月31日");
      server.renewals.move();
      server.change(Samples.usable("R-review"));
      assertThat(event(events)).contains("event: moving");
    }
  }

  @Test
  void shouldKeepNoMorePagesUpToDateThanItMay() throws Exception {
    server.close();
    server = PageServer.startWith(100, 1);
    try (BufferedReader first = events("R-review")) {
      event(first);
      String path = link("R-usable").replace("?", "/events?");
      HttpResponse<String> second = get(path, "Accept", "text/event-stream");
      assertThat(second.statusCode()).isEqualTo(503);
    }
    // Who has left is noticed at the next thing that is sent.
    Patience.await(
        "the first has left",
        () -> {
          server.change(Samples.usable("R-review"));
          return server.open() == 0;
        });
  }

  @Test
  void shouldNotLetOneLinkHaveAllLivePages() throws Exception {
    server.close();
    server = PageServer.startWith(1_000, 100);
    List<BufferedReader> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      BufferedReader one = events("R-review");
      event(one);
      open.add(one);
    }

    int asked = server.renewals.asked();
    String path = link("R-review").replace("?", "/events?");
    HttpResponse<String> ninth = get(path, "Accept", "text/event-stream");

    assertThat(ninth.statusCode()).as("asks again instead").isEqualTo(503);
    assertThat(header(ninth, "Retry-After")).isNotEmpty();
    assertThat(server.count("renewals.page.live.refused", "share", "link")).isEqualTo(1);
    assertThat(server.renewals.asked()).as("nothing is looked for").isEqualTo(asked);
    try (BufferedReader other = events("R-usable")) {
      assertThat(event(other)).contains("event: answer");
    }
    for (BufferedReader one : open) {
      one.close();
    }
  }

  private String link(String renewalId) {
    return server.link(renewalId).substring(server.url().length());
  }

  private BufferedReader events(String renewalId) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + link(renewalId).replace("?", "/events?")))
            .header("Accept", "text/event-stream")
            .build();
    InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static String event(BufferedReader events) throws IOException {
    StringBuilder event = new StringBuilder();
    for (String line = events.readLine(); !line.isEmpty(); line = events.readLine()) {
      event.append(line).append('\n');
    }
    return event.toString();
  }

  @Test
  void shouldSayThatNobodyCanBeAskedInBothLanguagesAndShowThePageOnceSomebodyCan()
      throws Exception {
    String link = server.link("R-usable").substring(server.url().length());
    server.renewals.goAway();

    HttpResponse<String> away = get(link, "Accept-Language", "en");

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("5");
    assertThat(away.headers().firstValue("X-Page-State")).contains("away");
    assertThat(away.body()).contains("be looked up just now", "http-equiv=\"refresh\"");
    assertThat(get(link, "Accept-Language", "zh").body()).contains("暂时查不到");
    server.renewals.comeBack();
    assertThat(get(link).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTakeNoAskForWrongWhileNobodyCanBeAsked() throws Exception {
    server.renewals.goAway();

    assertThat(ask("R-usable", "0000").statusCode()).isEqualTo(503);

    assertThat(server.gauge("renewals.page.wrong.in.a.day")).isZero();
  }

  @Test
  void shouldTellAnOpenPageThatNobodyCanBeAskedAndGoOnOnceSomebodyCan() throws Exception {
    HttpResponse<InputStream> stream =
        http.send(
            HttpRequest.newBuilder(URI.create(server.link("R-usable").replace("?", "/events?")))
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    try (BufferedReader events =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(event(events)).contains("event: answer");
      server.renewals.goAway();
      server.change(Samples.usable("R-usable"));
      assertThat(event(events)).contains("event: away");
      server.renewals.comeBack();
      String next = event(events);
      while (next.contains("event: away")) {
        next = event(events);
      }
      assertThat(next).contains("event: answer");
    }
  }

  @Test
  void shouldShowTimesInTheMerchantsZoneAndHisLanguageWhereTheBrowserAsksForNone()
      throws Exception {
    server.readers = merchant -> Optional.of(new Reader(ZoneId.of("Asia/Urumqi"), "en"));

    assertThat(get(link("R-review")).body())
        .contains("<html lang=\"en\">")
        .contains("Expected by 12:30 today");
    assertThat(get(link("R-review"), "Accept-Language", "zh-CN").body())
        .contains("<html lang=\"zh-CN\">");
  }

  @Test
  void shouldAskNobodyForAPageThatIsRefused() throws Exception {
    List<BufferedReader> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open.add(events("R-usable"));
      event(open.getLast());
    }
    int asked = server.renewals.asked();

    assertThat(
            get(link("R-usable").replace("?", "/events?"), "Accept", "text/event-stream")
                .statusCode())
        .isEqualTo(503);

    assertThat(server.renewals.asked()).isEqualTo(asked);
    for (BufferedReader one : open) {
      one.close();
    }
  }
}
