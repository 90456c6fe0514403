package renewals.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.stack.process.StackException;
import renewals.stack.verify.Differences;
import renewals.stack.verify.Guarantee;

/** A renewal's page behind its signed link, as a browser without scripts gets it. */
final class LinkedPage {

  /** How the answer looks: the page's own word for good news, waiting, and something to do. */
  private static final Pattern ANSWER = Pattern.compile("class=\"answer (\\w+)\" id=\"answer\"");

  private static final String WAITING = "wait";
  private static final String USABLE = "good";
  private static final int OK = 200;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final String link;
  private String first = "nothing";

  LinkedPage(String link) {
    this.link = link;
  }

  String link() {
    return link;
  }

  /** Waits until it shows that the renewal waits for its review; false where that took too long. */
  boolean awaitWaiting(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    do {
      first = shows();
      if (first.equals(WAITING)) {
        return true;
      }
      pause();
    } while (System.nanoTime() - end < 0);
    return false;
  }

  /** That it opened while the renewal waited, and that it opens now that the card is usable. */
  Guarantee guarantee() {
    Differences differences = new Differences();
    differences.compare("what the page showed at the beginning", WAITING, first);
    differences.compare("what the page shows at the end", USABLE, shows());
    return differences.guarantee(
        "The signed link opens the renewal's page", "asked twice over HTTP");
  }

  private String shows() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(link)).timeout(ANSWER_TIMEOUT).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      Matcher answer = ANSWER.matcher(response.body());
      return response.statusCode() == OK && answer.find()
          ? answer.group(1)
          : "status %d without an answer".formatted(response.statusCode());
    } catch (IOException e) {
      return "no page: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking for a page", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }
}
