package renewals.producer.callback.query;

import java.net.URI;
import java.util.Map;

/**
 * One request to a channel.
 *
 * @param method GET or POST
 * @param body empty for GET
 */
public record OrderQueryRequest(String method, URI uri, Map<String, String> headers, String body) {
  public OrderQueryRequest {
    headers = Map.copyOf(headers);
  }
}
