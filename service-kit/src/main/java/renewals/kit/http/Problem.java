package renewals.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.List;
import renewals.schemas.contract.Violation;

/**
 * An error answer of ours: problem+json of RFC 9457.
 *
 * @param title the same for every problem of the kind
 * @param status the HTTP status
 * @param detail this problem in one line
 * @param errors each bad field, the value given and what was expected; left out where empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String title, int status, String detail, List<Violation> errors) {

  static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A problem that no single field is to blame for. */
  public static Problem of(int status, String title, String detail) {
    return new Problem(title, status, detail, List.of());
  }

  /** Answers a request with this problem. */
  public void answer(Context context) {
    context.status(status).contentType(CONTENT_TYPE).result(bytes());
  }

  /** The problem as JSON in UTF-8, which is the only encoding that JSON has. */
  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: the record has plain fields only", e);
    }
  }
}
