package renewals.portal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import renewals.kit.http.ServiceHttp;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.testing.KnownSchemas;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** What an operator finds of a caller's renewal, over HTTP. */
class SearchPagesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final KnownSchemas registry = new KnownSchemas();
  private final RecentRenewals recent = new RecentRenewals(registry, CLOCK, 3);

  /** An update of a renewal, as it lies in its topic. */
  static ConsumerRecord<byte[], byte[]> told(
      KnownSchemas registry, String renewalId, String merchantId, String terminalId) {
    return told(registry, renewalId, merchantId, terminalId, NOW);
  }

  private static ConsumerRecord<byte[], byte[]> told(
      KnownSchemas registry, String renewalId, String merchantId, String terminalId, Instant at) {
    RenewalUpdate update =
        RenewalUpdate.newBuilder()
            .setUpdateId(renewalId + "/1")
            .setRenewalId(renewalId)
            .setKind(UpdateKind.ACCEPTED)
            .setMerchantId(merchantId)
            .setTerminalId(terminalId)
            .setIccid(ListedLookup.ICCID)
            .setOccurredAt(at)
            .build();
    return new ConsumerRecord<>(
        Topics.RENEWAL_UPDATES.name(),
        0,
        0,
        merchantId.getBytes(StandardCharsets.UTF_8),
        WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate()).write(update));
  }

  private void tell(String renewalId, String merchantId, String terminalId) {
    recent.take(told(registry, renewalId, merchantId, terminalId));
  }

  private HttpResponse<String> get(ListedLookup lookup, String path, Optional<String> token)
      throws Exception {
    UndeliveredNotices notices = new UndeliveredNotices(registry, CLOCK);
    OpsPages pages =
        new OpsPages(
            () ->
                new OpsFigures("", true, Map.of(), List.of(), NOW, List.of(), List.of(), List.of()),
            new DeadLetterCounts(CLOCK),
            notices,
            new UnknownPayments(),
            new SearchPages(lookup, recent, notices, ZONE, CLOCK),
            token,
            ZONE,
            CLOCK);
    try (ServiceHttp server = ServiceHttp.startBare("127.0.0.1", 0, pages::routes);
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> find(ListedLookup lookup, String text) throws Exception {
    return get(
        lookup,
        "/ops/find?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
        Optional.empty());
  }

  private static ListedLookup two() {
    return new ListedLookup(
        ListedLookup.waiting("R-1", "M-1", "T-1"), ListedLookup.waiting("R-2", "M-1", "T-1"));
  }

  @Test
  void shouldFindTheRenewalsOfATerminal() throws Exception {
    tell("R-1", "M-1", "T-1");
    tell("R-2", "M-1", "T-1");

    assertThat(find(two(), "t-1").body())
        .contains("2 found", "/ops/renewals/R-1", "/ops/renewals/R-2", "waiting for review");
  }

  @Test
  void shouldLeadToTheOneThatFits() throws Exception {
    tell("R-1", "M-1", "T-1");

    HttpResponse<String> answer = find(two(), "T-1");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/ops/renewals/R-1");
  }

  @Test
  void shouldFindByTheLastFourOfACardInFullWidthFigures() throws Exception {
    tell("R-1", "M-1", "T-1");

    assertThat(find(two(), " １２３８ ").headers().firstValue("Location"))
        .contains("/ops/renewals/R-1");
  }

  @Test
  void shouldFindARenewalOfACardThatNothingWasToldOfLately() throws Exception {
    ListedLookup lookup = new ListedLookup(ListedLookup.usable("R-OLD"));

    assertThat(find(lookup, "8986 0012 3456 7890 1238").headers().firstValue("Location"))
        .contains("/ops/renewals/R-OLD");
  }

  @Test
  void shouldFindTheRenewalsOfAMerchantThatNothingWasToldOfLately() throws Exception {
    assertThat(find(two(), "M-1").body()).contains("/ops/renewals/R-1", "/ops/renewals/R-2");
  }

  @Test
  void shouldSayHowFarItLookedWhereNothingFits() throws Exception {
    HttpResponse<String> answer = find(two(), "T-9<b>");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("Nothing fits T-9&lt;b&gt;", "last 7 days", "./renewals find")
        .doesNotContain("<b>");
  }

  @Test
  void shouldSayThatSomethingMayBeMissingWhereNobodyAnswers() throws Exception {
    tell("R-1", "M-1", "T-1");

    ListedLookup away = two().goAway();

    HttpResponse<String> answer = find(away, "T-1");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("0 found; nobody can say for now how R-1 stands.", "some may be missing");
  }

  @Test
  void shouldAskNobodyElseWhereNobodyAnswers() throws Exception {
    tell("R-1", "M-1", "T-1");
    tell("R-2", "M-1", "T-1");
    ListedLookup away = two().goAway();

    find(away, "T-1");

    assertThat(away.asked()).isEqualTo(1);
  }

  @Test
  void shouldForgetTheOneToldOfLongestAgo() throws Exception {
    tell("R-1", "M-9", "T-1");
    tell("R-2", "M-9", "T-2");
    tell("R-1", "M-9", "T-1");
    tell("R-3", "M-9", "T-3");
    tell("R-4", "M-9", "T-4");

    assertThat(recent.find("M-9", 9)).containsExactly("R-4", "R-3", "R-1");
  }

  @Test
  void shouldNotFindByNewsThatIsOlderThanAWeek() {
    recent.take(
        told(
            registry,
            "R-1",
            "M-1",
            "T-1",
            NOW.minus(RecentRenewals.KEPT).minus(Duration.ofSeconds(1))));

    assertThat(recent.find("T-1", 9)).isEmpty();
  }

  @Test
  void shouldShowWhyOneIsNotUsableAndWhenItWillBe() throws Exception {
    assertThat(get(two(), "/ops/renewals/R-1", Optional.empty()).body())
        .contains(
            "waiting for review; usable likely at 2026-11-23 14:00, by 2026-11-24 07:05 in nine of"
                + " ten cases (maintenance)",
            "50.00 CNY of 50.00 CNY",
            "T-1",
            "898600…1238",
            "./renewals notices list --renewal R-1")
        .doesNotContain(ListedLookup.ICCID);
  }

  @Test
  void shouldSayFirstThatTheCardWorksWhateverItsRenewalIsAt() throws Exception {
    ListedLookup lookup = two().validUntil("2026-12-06T04:00:00Z");

    assertThat(get(lookup, "/ops/renewals/R-1", Optional.empty()).body())
        .contains(
            "the card works until 2026-12-06 12:00; waiting for review; takes effect likely at"
                + " 2026-11-23 14:00, by 2026-11-24 07:05");
    assertThat(
            get(lookup.validUntil("2026-11-22T04:00:00Z"), "/ops/renewals/R-1", Optional.empty())
                .body())
        .contains("the card expired 2026-11-22 12:00; waiting for review; usable likely at");
  }

  @Test
  void shouldSayThatNobodyCanSayForNowWhetherTheCardWorks() throws Exception {
    assertThat(get(two().moveCards(), "/ops/renewals/R-1", Optional.empty()).body())
        .contains(
            "nobody can say for now until when the card works; waiting for review; takes effect"
                + " likely at 2026-11-23 14:00");
  }

  @Test
  void shouldClaimNothingOfTheCardsOfSeveralRenewalsWhichItDoesNotAskFor() throws Exception {
    assertThat(find(two(), "M-1").body()).contains("takes effect likely at 2026-11-23 14:00");
  }

  @Test
  void shouldSayOfAPeriodThatIsOverThatItWorked() throws Exception {
    ListedLookup lookup = new ListedLookup(ListedLookup.usable("R-OLD"));

    assertThat(get(lookup, "/ops/renewals/R-OLD", Optional.empty()).body())
        .contains("usable; worked from 2026-10-23 10:10 until 2026-11-23 10:10");
  }

  @Test
  void shouldSayThatThereIsNoSuchRenewal() throws Exception {
    HttpResponse<String> answer = get(two(), "/ops/renewals/R-9", Optional.empty());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("No renewal has the id R-9.");
  }

  @Test
  void shouldSayThatNobodyAnswersForOne() throws Exception {
    HttpResponse<String> answer = get(two().goAway(), "/ops/renewals/R-1", Optional.empty());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("No instance of activation-stream gives an answer.");
  }

  @Test
  void shouldShowNobodyARenewalWithoutTheToken() throws Exception {
    assertThat(get(two(), "/ops/renewals/R-1", Optional.of("x".repeat(32))).statusCode())
        .isEqualTo(401);
    assertThat(get(two(), "/ops/find?text=R-1", Optional.of("x".repeat(32))).statusCode())
        .isEqualTo(401);
  }

  @Test
  void shouldGoBackWhereNothingWasTyped() throws Exception {
    assertThat(find(two(), "  ").headers().firstValue("Location")).contains("/ops");
  }
}
