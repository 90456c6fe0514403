package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.cli.Cli.Outcome;

class StatusOutputTest {

  private HttpServer api;

  @BeforeEach
  void startApi() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.start();
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
  }

  @Test
  void shouldShowARenewalWithoutItsFullCardNumber() {
    answer(
        "/v1/renewals/R-1",
        200,
        """
        {"renewalId":"R-1","state":"WAITING_FOR_REVIEW","iccid":"89860012345678901234",
         "merchantId":"M-1","net":{"minorUnits":5500,"currency":"CNY"},
         "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":500,"currency":"CNY"},
         "waitingFor":["REVIEW"],"asOf":"2026-01-01T00:00:00Z",
         "timeline":[{"at":"2026-01-01T00:00:00Z","what":"PAYMENT_FAILED","reason":"no funds"}]}
        """);

    Outcome outcome = Cli.run(settings(), "status", "R-1");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .startsWith("R-1 is waiting for review")
        .contains("898600…1234", "55.00 CNY of 50.00 CNY, to be paid back: 5.00 CNY")
        .contains("waiting for", "review", "payment failed (no funds)")
        .doesNotContain("89860012345678901234");
  }

  @Test
  void shouldSayWhatTheMerchantOfAHalfPaidLapsedRenewalHasToDo() {
    answer(
        "/v1/renewals/R-11",
        200,
        """
        {"renewalId":"R-11","state":"LAPSED","merchantId":"M-1",
         "net":{"minorUnits":1502,"currency":"CNY"},"due":{"minorUnits":3005,"currency":"CNY"},
         "owed":{"minorUnits":1502,"currency":"CNY"},"waitingFor":["PAYMENT"],"timeline":[]}
        """);

    assertThat(Cli.run(settings(), "status", "R-11").out())
        .startsWith("R-11 is lapsed: not paid in time\n")
        .containsPattern(
            "to do +pay 15.03 CNY at his channel, and it takes effect at once; else he gets back what he paid\n")
        .containsPattern(
            "paid +15.02 CNY of 30.05 CNY, missing: 15.03 CNY, to be paid back: 15.02 CNY unless the"
                + " rest is paid\n");
  }

  @Test
  void shouldSayWhyItWasRefusedAndWhatTheMerchantCanDo() {
    answer(
        "/v1/renewals/R-12",
        200,
        """
        {"renewalId":"R-12","state":"REJECTED","waitingFor":[],"timeline":[
         {"at":"2026-01-01T00:00:00Z","what":"REJECTED","reason":"RISK_STOP"},
         {"at":"2026-01-02T00:00:00Z","what":"REJECTED","reason":"REAL_NAME_MISSING"}]}
        """);

    assertThat(Cli.run(settings(), "status", "R-12").out())
        .containsPattern("to do +The card isn't registered .*: Register it .*, then apply again\n");
  }

  @Test
  void shouldShowTheCardOfARenewal() {
    answer(
        "/v1/renewals/R-13",
        200,
        "{\"renewalId\":\"R-13\",\"state\":\"USABLE\",\"iccid\":\"89860012345678901234\"}");
    answer(
        "/v1/cards/89860012345678901234",
        200,
        "{\"iccid\":\"89860012345678901234\",\"state\":\"ACTIVE\",\"dataBytes\":0,\"renewals\":[]}");

    assertThat(Cli.run(settings(), "card", "R-13").out()).startsWith("898600…1234 is active");
  }

  @Test
  void shouldSayOfACardThatWaitsForItsFirstRenewalWhyNothingIsKnown() {
    answer(
        "/v1/cards/89860012345678901234",
        404,
        "{\"code\":\"UNKNOWN\",\"detail\":\"nothing is known of it\"}");

    assertThat(Cli.run(settings(), "card", "89860012345678901234").err())
        .contains("nothing is known of card 898600…1234: no renewal of it is through yet");
  }

  @Test
  void shouldShowWhoIsToBeAskedAndWhenItWillBeUsable() {
    answer(
        "/v1/renewals/R-4",
        200,
        """
        {"renewalId":"R-4","state":"WAITING_FOR_REVIEW","waitingFor":["REVIEW"],"timeline":[],
         "expectedUsable":{"likely":"2026-01-01T10:00:00Z","by":"2026-01-01T12:00:00Z",
         "basis":"carrier","observations":9,"why":"CARRIER_OUTAGE"},
         "request":{"terminalId":"T-1","carrierId":"cmcc","channelId":"app"}}
        """);

    Outcome outcome = Cli.run(settings(), "status", "R-4");

    assertThat(outcome.out())
        .containsPattern("terminal +T-1\n")
        .containsPattern("carrier +cmcc\n")
        .containsPattern("channel +app\n")
        .containsPattern("usable +likely 202[56]-.*, by 2026-.* \\(carrier outage\\)\n");
  }

  @Test
  void shouldSayOfACardThatWorksThatItDoesWhateverItsRenewalIsAt() {
    answer(
        "/v1/renewals/R-6",
        200,
        """
        {"renewalId":"R-6","state":"WAITING_FOR_REVIEW","iccid":"89860012345678901234",
         "waitingFor":["REVIEW"],"timeline":[],
         "expectedUsable":{"by":"2026-01-01T12:00:00Z","basis":"carrier","observations":9},
         "request":{"terminalId":"T-1","carrierId":"cmcc","channelId":"app",
         "currentValidUntil":"2126-01-01T00:00:00Z"}}
        """);
    answer(
        "/v1/cards/89860012345678901234",
        404,
        "{\"code\":\"UNKNOWN\",\"detail\":\"nothing is known of /v1/cards/89860012345678901234\"}");

    assertThat(Cli.run(settings(), "status", "R-6").out())
        .containsPattern("card +898600…1234, works until 212[56]-")
        .containsPattern("takes effect +by 2026-");
  }

  @Test
  void shouldNotGoByTheRequestWhileNobodyCanSayHowTheCardStands() {
    answer(
        "/v1/renewals/R-9",
        200,
        """
        {"renewalId":"R-9","state":"WAITING_FOR_REVIEW","iccid":"89860012345678901234",
         "waitingFor":["REVIEW"],"timeline":[],
         "expectedUsable":{"by":"2026-01-01T12:00:00Z","basis":"carrier","observations":9},
         "request":{"terminalId":"T-1","carrierId":"cmcc","channelId":"app",
         "currentValidUntil":"2126-01-01T00:00:00Z"}}
        """);
    answer("/v1/cards/89860012345678901234", 503, "{\"detail\":\"it is being moved\"}");

    assertThat(Cli.run(settings(), "status", "R-9").out())
        .containsPattern("card +898600…1234, nobody can say for now until when it works\n")
        .containsPattern("takes effect +by 2026-");
  }

  @Test
  void shouldGoByTheLedgerOfACardThoughARequestNamesALaterDate() {
    answer(
        "/v1/renewals/R-8",
        200,
        """
        {"renewalId":"R-8","state":"WAITING_FOR_REVIEW","iccid":"89860012345678901234",
         "waitingFor":["REVIEW"],"timeline":[],
         "request":{"terminalId":"T-1","carrierId":"cmcc","channelId":"app",
         "currentValidUntil":"2126-01-01T00:00:00Z"}}
        """);
    answer(
        "/v1/cards/89860012345678901234",
        200,
        """
        {"iccid":"89860012345678901234","state":"EXPIRED","validUntil":"2026-01-01T00:00:00Z",
         "renewals":[]}
        """);

    assertThat(Cli.run(settings(), "status", "R-8").out())
        .containsPattern("card +898600…1234, expired 202[56]-");
  }

  @Test
  void shouldSayWhyTheCardOfARenewalCannotBeUsed() {
    answer(
        "/v1/renewals/R-7",
        200,
        """
        {"renewalId":"R-7","state":"USABLE","iccid":"89860012345678901234","timeline":[],
         "waitingFor":[],"validFrom":"2026-01-01T00:00:00Z","validUntil":"2126-01-01T00:00:00Z"}
        """);
    answer(
        "/v1/cards/89860012345678901234",
        200,
        """
        {"iccid":"89860012345678901234","state":"ACTIVE","validUntil":"2126-01-01T00:00:00Z",
         "renewals":[],"status":{"state":"SUSPENDED","cause":"RISK"}}
        """);

    assertThat(Cli.run(settings(), "status", "R-7").out())
        .containsPattern("card +898600…1234, suspended by its carrier: risk\n");
  }

  @Test
  void shouldSayOfNoticesThatTheyAreNotKnownWhereKafkaIsSlow() {
    assertThat(StatusCommand.whyUnknown(new TimeoutException("no more")))
        .isEqualTo("not known, Kafka is slow");
  }

  @Test
  void shouldPrintNothingThatChangesTheTerminal() {
    answer(
        "/v1/renewals/R-10",
        200,
        """
        {"renewalId":"R-10","state":"REJECTED","waitingFor":[],"timeline":[
         {"at":"2026-01-01T00:00:00Z","what":"REJECTED","reason":"a\\u001b[2Jb\\u009bc"}]}
        """);

    assertThat(Cli.run(settings(), "status", "R-10").out())
        .contains("rejected (a\uFFFD[2Jb\uFFFDc)");
  }

  @Test
  void shouldGiveTheAnswerItselfAsJson() {
    answer("/v1/renewals/R-5", 200, "{\"renewalId\":\"R-5\",\"state\":\"USABLE\"}");

    Outcome outcome = Cli.run(settings(), "status", "R-5", "--json");

    assertThat(outcome.out()).isEqualTo("{\"renewalId\":\"R-5\",\"state\":\"USABLE\"}\n");
  }

  @Test
  void shouldShowEachAmountInItsOwnCurrencyAndWhenItHappenedBesideItsArrival() {
    answer(
        "/v1/renewals/R-3",
        200,
        """
        {"renewalId":"R-3","state":"REFUNDED","net":{"minorUnits":0,"currency":"CNY"},
         "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":0,"currency":"CNY"},
         "waitingFor":[],"timeline":[
         {"at":"2026-01-01T00:00:00Z","occurredAt":"2026-01-01T00:00:00.100Z","what":"MISMATCH",
          "amount":{"minorUnits":700,"currency":"USD"},"reason":"payment.amount.currency"},
         {"at":"2026-01-01T00:00:00Z","occurredAt":"2025-12-31T23:00:00Z","what":"REFUND",
          "amount":{"minorUnits":5000,"currency":"CNY"}}]}
        """);

    Outcome outcome = Cli.run(settings(), "status", "R-3");

    assertThat(outcome.out())
        .startsWith("R-3 is refunded")
        .contains("mismatch 7.00 USD (payment.amount.currency)\n")
        .containsPattern("refund 50\\.00 CNY, of 20\\d\\d-")
        .doesNotContain("waiting for");
  }

  @Test
  void shouldShowTheRenewalsOfACard() {
    answer(
        "/v1/cards/89860012345678901234",
        200,
        """
        {"iccid":"89860012345678901234","state":"ACTIVE","validUntil":"2026-03-01T00:00:00Z",
         "dataBytes":1500000000,"renewals":[{"renewalId":"R-1","activationId":"R-1/1",
         "validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-03-01T00:00:00Z",
         "dataBytes":1500000000}]}
        """);

    Outcome outcome = Cli.run(settings(), "card", "8986 0012 3456 7890 1234");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("898600…1234 is active").contains("R-1", "1.5 GB");
  }

  @Test
  void shouldShowWhatARenewalWouldGive() {
    answer(
        "/v1/quotes",
        200,
        """
        {"card":{"iccid":"89860012345678901234","state":"ACTIVE","dataBytes":0,
         "validUntil":"2026-03-01T00:00:00Z","renewals":[]},
         "validFrom":"2026-03-01T00:00:00Z","validUntil":"2026-04-01T00:00:00Z",
         "expectedUsable":{"likely":"2026-02-27T00:00:00Z","by":"2026-02-28T00:00:00Z"},
         "renewBy":"2026-02-26T00:00:00Z",
         "channels":[{"channelId":"app","by":"2026-02-28T00:00:00Z","heldShare":0.907}],
         "warnings":[{"code":"CUTOFF_PASSED","text":"the cut-off has passed"}]}
        """);

    Outcome outcome =
        Cli.run(
            settings(),
            "quote",
            "8986 0012 3456 7890 1234",
            "--carrier",
            "cmcc",
            "--validity",
            "P1M");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .startsWith("898600…1234 is active")
        .containsPattern("valid +from 20\\d\\d-")
        .containsPattern("by app +by 20.*, held in 91 %")
        .containsPattern("attention +the cut-off has passed");
  }

  @Test
  void shouldSayInOneLineWhatAQuoteLacks() {
    assertThat(Cli.run(settings(), "quote", "--carrier", "cmcc").exit()).isEqualTo(2);
    assertThat(Cli.run(settings(), "quote", "123", "--carrier", "cmcc", "--validity", "P1M").err())
        .contains("ICCID is 123, expected an ICCID");
  }

  @Test
  void shouldSayInOneLineWhatTheApiDoesNotKnow() {
    answer("/v1/renewals/R-2", 404, "{\"code\":\"UNKNOWN\",\"detail\":\"no renewal R-2\"}");

    Outcome outcome = Cli.run(settings(), "status", "R-2");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "renewals status: nothing is known of R-2; ./renewals find looks for what outputs name");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherServersNotFoundForAnAnswer() {
    answer("/v1/renewals/R-2", 404, "{\"detail\":\"no such page\"}");

    assertThat(Cli.run(settings(), "status", "R-2").err())
        .isEqualToIgnoringNewLines("renewals status: no such page (404)");
  }

  private Map<String, String> settings() {
    return Map.of(
        "activation.url",
        "http://127.0.0.1:" + api.getAddress().getPort(),
        "kafka.bootstrap.servers",
        "127.0.0.1:1",
        "schema.registry.url",
        "http://127.0.0.1:1",
        "kafka.default.api.timeout.ms",
        "200");
  }

  private void answer(String path, int status, String json) {
    api.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
