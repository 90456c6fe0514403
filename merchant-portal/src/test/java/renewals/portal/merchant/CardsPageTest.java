package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.query.QueryResponses;

/** The page of all cards of a merchant, on a real server. */
@Timeout(60)
class CardsPageTest {

  private static final Pattern ROW = Pattern.compile(">(Till-[0-9]+)</a>");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PageServer server = PageServer.start();

  @BeforeEach
  void list() {
    server.renewals.list("M-1", List.of(Samples.cardsOfEveryState("M-1")));
  }

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

  private List<String> terminals(String query) throws Exception {
    Matcher rows = ROW.matcher(get(server.linkToCards("M-1") + query).body());
    List<String> found = new ArrayList<>();
    while (rows.find()) {
      found.add(rows.group(1));
    }
    return found;
  }

  @Test
  void shouldListEveryCardWithWhatIsToBeDoneAboutIt() throws Exception {
    HttpResponse<String> page = get(server.linkToCards("M-1"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .contains("6 data cards")
        .contains("3 cards can't be used now")
        .contains("Stopped: it isn't registered to a person yet")
        .contains("Data used up")
        .contains("150 MB left")
        .contains("Not active yet")
        .contains("renew by 29 Nov, 17:59")
        .contains("…0005")
        .doesNotContain("8986001234567890005");
  }

  @Test
  void shouldLeadToThePageOfEachRenewal() throws Exception {
    server.renewals.put(Samples.usable("R-5"));
    Matcher link =
        Pattern.compile("href=\"(/r/R-5\\?t=[^\"]+)\"")
            .matcher(get(server.linkToCards("M-1")).body());

    assertThat(link.find()).isTrue();
    assertThat(get(server.url() + link.group(1)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShowOnlyThoseThatAreAskedFor() throws Exception {
    assertThat(terminals("&show=stopped")).containsExactly("Till-6", "Till-4", "Till-3");
    assertThat(terminals("&show=soon")).containsExactly("Till-5");
    assertThat(terminals("&q=till-2")).containsExactly("Till-2");
    assertThat(terminals("&q=0004")).containsExactly("Till-3");
    assertThat(terminals("&q=r-6")).containsExactly("Till-1");
    assertThat(terminals("&q=nobody")).isEmpty();
  }

  @Test
  void shouldOrderByExpiryOrTerminal() throws Exception {
    assertThat(terminals(""))
        .containsExactly("Till-6", "Till-5", "Till-4", "Till-3", "Till-2", "Till-1");
    assertThat(terminals("&sort=terminal"))
        .containsExactly("Till-1", "Till-2", "Till-3", "Till-4", "Till-5", "Till-6");
  }

  @Test
  void shouldAskOnceHoweverOftenTheListIsSorted() throws Exception {
    int before = server.renewals.asked();

    terminals("");
    terminals("&sort=terminal");
    get(server.linkToCards("M-1").replace("?t=", "/cards.csv?t="));

    assertThat(server.renewals.asked()).isEqualTo(before + 1);
  }

  @Test
  void shouldGatherAllAnswersAndShowThemPageByPage() throws Exception {
    List<QueryResponses.MerchantCard> first = new ArrayList<>();
    List<QueryResponses.MerchantCard> second = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      first.add(Samples.listed(i, "ACTIVE", "2027-01-01T00:00:00Z", null, null));
      second.add(Samples.listed(i + 1000, "ACTIVE", "2027-02-01T00:00:00Z", null, null));
    }
    String at = Samples.at(0);
    server.renewals.list(
        "M-2",
        List.of(
            new QueryResponses.MerchantCards("M-2", first, "1", at, at, "active"),
            new QueryResponses.MerchantCards("M-2", second, null, at, at, "active")));

    String page = get(server.linkToCards("M-2")).body();
    String behind = get(server.linkToCards("M-2") + "&from=200").body();

    assertThat(page).contains("300 data cards").contains("All cards work");
    assertThat(page.split("<li class=\"card ", -1)).hasSize(201);
    assertThat(behind.split("<li class=\"card ", -1)).hasSize(101);
    assertThat(page).contains("from=200").doesNotContain(">Previous<");
    assertThat(behind).contains(">Previous<").doesNotContain(">Next<");
  }

  @Test
  void shouldSayHowFarAListThatIsBehindGoes() throws Exception {
    List<QueryResponses.MerchantCard> none = List.of();
    server.renewals.list(
        "M-3",
        List.of(
            new QueryResponses.MerchantCards(
                "M-3", none, null, Samples.at(-30), Samples.at(0), "active")));
    server.renewals.list(
        "M-4",
        List.of(
            new QueryResponses.MerchantCards("M-4", none, null, null, Samples.at(0), "standby")));

    assertThat(get(server.linkToCards("M-3")).body())
        .contains("what was decided before 11:30 today");
    assertThat(get(server.linkToCards("M-4")).body()).contains("brought up to date");
  }

  @Test
  void shouldGiveASpreadsheetOfWhatIsShown() throws Exception {
    HttpResponse<String> csv =
        get(server.linkToCards("M-1").replace("?t=", "/cards.csv?t=") + "&show=stopped");

    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"cards-M-1-2026-11-23.csv\"");
    assertThat(csv.body())
        .isEqualTo(
            "\uFEFFterminal,card_last_four,carrier,state,cause,works_until,renew_by,closes_at,"
                + "data_used_bytes,data_left_bytes,data_as_of,renewal\r\n"
                + "Till-6,0001,cmcc,EXPIRED,,2026-11-20T23:59:59+08:00,"
                + "2026-11-19T17:59:59+08:00,,,,,R-1\r\n"
                + "Till-4,0003,cmcc,USED_UP,,2026-12-31T23:59:59+08:00,"
                + "2026-12-30T17:59:59+08:00,,1200000000,0,2026-11-23T11:00:00+08:00,R-3\r\n"
                + "Till-3,0004,cmcc,SUSPENDED,NO_REAL_NAME,2026-12-31T23:59:59+08:00,"
                + "2026-12-30T17:59:59+08:00,,,,,R-4\r\n");
  }

  @Test
  void shouldMakeNoFormulaOfATerminal() throws Exception {
    QueryResponses.MerchantCard card = Samples.listed(1, "UNKNOWN", null, null, null);
    QueryResponses.MerchantCard odd =
        new QueryResponses.MerchantCard(
            card.iccid(),
            "-1:2",
            card.carrierId(),
            card.renewalId(),
            card.state(),
            null,
            0,
            null,
            null,
            null,
            null);
    server.renewals.list(
        "M-5",
        List.of(
            new QueryResponses.MerchantCards(
                "M-5", List.of(odd), null, Samples.at(0), Samples.at(0), "active")));

    assertThat(get(server.linkToCards("M-5").replace("?t=", "/cards.csv?t=")).body())
        .contains("\r\n'-1:2,0001,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/m/M-1", "/m/M-1/cards.csv"})
  void shouldShowNothingWithoutALinkOfThisMerchant(String path) throws Exception {
    String foreign = server.linkToCards("M-2");
    String ofRenewal = server.link("R-usable");

    for (String token :
        List.of(
            "",
            "?t=abc.def",
            "?t=" + foreign.substring(foreign.indexOf("t=") + 2),
            "?t=" + ofRenewal.substring(ofRenewal.indexOf("t=") + 2))) {
      HttpResponse<String> page = get(server.url() + path + token);

      assertThat(page.statusCode()).as(token).isEqualTo(403);
      assertThat(page.body()).contains("doesn't open the list").doesNotContain("Till-");
    }
  }

  @Test
  void shouldNotOpenARenewalByTheLinkToAllCards() throws Exception {
    String link = server.linkToCards("R-usable");

    assertThat(
            get(server.url() + "/r/R-usable?t=" + link.substring(link.indexOf("t=") + 2))
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void shouldShowNothingByALinkThatWasTakenBack() throws Exception {
    server.revoked = (subject, madeAt) -> subject.equals("m/M-1");

    assertThat(get(server.linkToCards("M-1")).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"moving,503", "away,503", "unknown,404"})
  void shouldSayWhereNoListCanBeShown(String how, int status) throws Exception {
    switch (how) {
      case "moving" -> server.renewals.move();
      case "away" -> server.renewals.goAway();
      default -> {
        // nobody has ever heard of M-9
      }
    }

    assertThat(get(server.linkToCards(how.equals("unknown") ? "M-9" : "M-1")).statusCode())
        .isEqualTo(status);
  }
}
