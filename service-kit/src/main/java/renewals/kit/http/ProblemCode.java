package renewals.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * What kind of problem an answer tells, for programs: a code never changes its meaning, and no
 * problem goes without.
 *
 * <p>Source: docs/errors.md, which lists them all.
 */
public enum ProblemCode {
  BAD_REQUEST(400, "Bad request"),
  EVENT_REFUSED(400, "Event refused"),
  PARAMETER_REFUSED(400, "Parameter refused"),
  BODY_REFUSED(400, "Body refused"),
  UNAUTHORIZED(401, "Who are you?"),
  IN_THE_CLEAR(403, "Not in the clear"),
  WEB_PAGE_REFUSED(403, "Not from web pages"),
  FOREIGN_CLAIM(403, "Not yours to say"),
  NOT_FOUND(404, "Not found"),
  UNKNOWN(404, "Nothing is known"),
  UNKNOWN_CHANNEL(404, "No such channel"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  TOO_SLOW(408, "Too slow"),
  BODY_TOO_LARGE(413, "Body too large"),
  EVENT_TOO_LARGE(413, "Event too large"),
  URI_TOO_LONG(414, "Address too long"),
  UNSUPPORTED_CODING(415, "Unsupported content coding"),
  UNSUPPORTED_TYPE(415, "Unsupported content type"),
  WRONG_HOST(421, "Another server's name"),
  PAGES_MOVED(421, "Moved"),
  CONFLICTING_DUPLICATE(422, "Same id, other content"),
  TOO_MANY(429, "Too many"),
  HEAD_TOO_LARGE(431, "Head too large"),
  FAILED(500, "The service failed"),
  UNAVAILABLE(503, "Try again later"),
  BEING_MOVED(503, "Being moved"),
  NOT_KEPT_HERE(503, "Not kept here");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "urn:renewals:problem:";
  private static final int SERVER_ERROR = 500;

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /**
   * Whether an answer of a service of ours says this. The status alone doesn't: a proxy on the way,
   * or another server under that address, has a 404 of its own.
   *
   * @param body of the answer, whatever it is
   */
  public boolean isSaidBy(int answered, String body) {
    if (answered != status) {
      return false;
    }
    try {
      return name().equals(JSON.readTree(body).path("code").asText());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** What the server itself answers with that status, before or beside every handler. */
  static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 408 -> TOO_SLOW;
      case 413 -> BODY_TOO_LARGE;
      case 414 -> URI_TOO_LONG;
      case 415 -> UNSUPPORTED_TYPE;
      case 421 -> WRONG_HOST;
      case 429 -> TOO_MANY;
      case 431 -> HEAD_TOO_LARGE;
      case 501, 505 -> BAD_REQUEST;
      case 503 -> UNAVAILABLE;
      default -> status < SERVER_ERROR ? BAD_REQUEST : FAILED;
    };
  }

  /** What the server itself answers with that status before any handler: none refuses so then. */
  static ProblemCode beforeHandlers(int status) {
    return status == IN_THE_CLEAR.status ? IN_THE_CLEAR : ofStatus(status);
  }

  /** The {@code type} of RFC 9457: a name, not an address. */
  public String type() {
    return TYPE + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status; the server itself may have one that says it more closely. */
  public int status() {
    return status;
  }

  /** The kind in words, the same for every problem of it. */
  public String title() {
    return title;
  }
}
