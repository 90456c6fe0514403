package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.model.Audience;
import renewals.activation.announcement.stream.AnnouncementBoard;
import renewals.kit.http.ServiceHttp;

class AnnouncementRouteTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
  private static final Audience ALL = new Audience(null, null, null);

  private final AnnouncementBoard board = new AnnouncementBoard();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceHttp server =
      ServiceHttp.startBare(
          "127.0.0.1", 0, new AnnouncementRoute(board, Clock.fixed(NOW, ZoneOffset.UTC))::routes);

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void shouldAnswerTheNewestRevisionOfEachThatHolds() throws Exception {
    board.post(announced("A1", 2, ALL, null, NOW.minusSeconds(60)));
    board.post(announced("A1", 1, ALL, null, NOW.minusSeconds(90)));
    board.post(announced("A2", 0, ALL, NOW.plusSeconds(1), NOW.minusSeconds(30)));

    JsonNode answer = ask("carrierId=cmcc&channelId=app");

    assertThat(answer.path("announcements"))
        .extracting(
            one -> one.path("announcementId").asText() + "/" + one.path("revision").asLong())
        .containsExactly("A2/0", "A1/2");
    assertThat(answer.at("/announcements/0/endsAt").asText()).isEqualTo("2026-11-23T04:30:01Z");
    assertThat(answer.at("/announcements/1").has("endsAt")).isFalse();
    assertThat(answer.path("asOf").asText()).isEqualTo("2026-11-23T04:30:00Z");
  }

  @Test
  void shouldLeaveOutWhatHasEndedOrIsOlderThanAHundredDays() throws Exception {
    board.post(announced("A1", 1, ALL, NOW, NOW.minusSeconds(60)));
    board.post(announced("A2", 1, ALL, null, NOW.minus(Duration.ofDays(100))));

    assertThat(ask("carrierId=cmcc&channelId=app").path("announcements")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "carrierId=cmcc&channelId=app&planId=p1,1",
    "carrierId=cmcc&channelId=app,0",
    "carrierId=cucc&channelId=app&planId=p1,0",
    "carrierId=cmcc&channelId=pos&planId=p1,0",
    "carrierId=cmcc&channelId=app&planId=p2,0"
  })
  void shouldAnswerWhatFitsTheRenewal(String query, int found) throws Exception {
    board.post(
        announced("A1", 1, new Audience(Set.of("cmcc"), Set.of("app"), Set.of("p1")), null, NOW));

    assertThat(ask(query).path("announcements")).hasSize(found);
  }

  @Test
  void shouldNameWhatIsMissing() throws Exception {
    HttpResponse<String> answer = get("carrierId=cmcc");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("channelId is absent, expected that of a renewal");
  }

  private JsonNode ask(String query) throws Exception {
    HttpResponse<String> answer = get(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> get(String query) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/v1/announcements?%s".formatted(server.port(), query));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static Announced announced(
      String id, long revision, Audience audience, Instant endsAt, Instant at) {
    return new Announced(
        new Announcement(
            id,
            revision,
            Announcement.Kind.FEES,
            audience,
            NOW,
            endsAt,
            new Announcement.LocalizedText("标题", "内容", "Title", "Text", null)),
        at,
        null);
  }
}
