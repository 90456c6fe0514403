package renewals.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.List;
import renewals.schemas.contract.Violation;

/**
 * An error answer of ours: problem+json of RFC 9457.
 *
 * @param code what kind of problem it is, for programs
 * @param status the HTTP status
 * @param detail this problem in one line
 * @param errors each bad field, the value given and what was expected; left out where empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "code", "title", "status", "detail", "errors"})
public record Problem(ProblemCode code, int status, String detail, List<Violation> errors) {

  static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A problem that no single field is to blame for. */
  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, List.of());
  }

  /** A problem that these fields are to blame for. */
  public static Problem of(ProblemCode code, String detail, List<Violation> errors) {
    return new Problem(code, code.status(), detail, errors);
  }

  /** What the server itself refuses or fails at. */
  static Problem ofStatus(int status, String detail) {
    return new Problem(ProblemCode.ofStatus(status), status, detail, List.of());
  }

  /** What the server itself refuses before any handler. */
  static Problem beforeHandlers(int status, String detail) {
    return new Problem(ProblemCode.beforeHandlers(status), status, detail, List.of());
  }

  /** The kind's name as a URI. */
  @JsonProperty
  public String type() {
    return code.type();
  }

  /** The kind in words. */
  @JsonProperty
  public String title() {
    return code.title();
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
