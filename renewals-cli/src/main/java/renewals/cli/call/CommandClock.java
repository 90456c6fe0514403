package renewals.cli.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import renewals.kit.Settings;
import renewals.kit.sandbox.ClockAnswer;
import renewals.kit.sandbox.ServiceClock;

/** By which clock a command goes: the wall's, or that of the sandbox that it works on. */
public final class CommandClock {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private CommandClock() {}

  /**
   * The clock of what these settings name.
   *
   * @throws CommandFailure it is a sandbox's that does not say what time it is
   */
  public static Clock of(Settings settings) {
    if (!ServiceClock.isOfSandbox(settings)) {
      return Clock.systemUTC();
    }
    String asked = settings.url("activation.url", "http://127.0.0.1:8080") + ClockAnswer.PATH;
    try (HttpClient client = HttpClient.newHttpClient()) {
      Instant now =
          Instant.parse(
              JSON.readTree(
                      client
                          .send(
                              HttpRequest.newBuilder(URI.create(asked)).timeout(PATIENCE).build(),
                              HttpResponse.BodyHandlers.ofString())
                          .body())
                  .path("now")
                  .asText());
      return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now));
    } catch (IOException | DateTimeException e) {
      throw new CommandFailure(
          "the sandbox gives no answer at %s; does it run?".formatted(asked), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }
}
