package renewals.stack.verify.count;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import renewals.stack.process.StackException;

/** Reads the metrics of services, as Prometheus does. */
public final class MetricsReader implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * All that a service tells.
   *
   * @param url its base URL
   * @throws StackException it tells nothing
   */
  public String of(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new StackException(url + " tells no metrics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while reading metrics", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
