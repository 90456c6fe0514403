package renewals.kit.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong within a handler, as problem+json. */
final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final String FAILED = "the service failed; its log says why";
  private static final String BROKEN_OFF = "the request broke off";
  private static final String TOO_SLOW = "the request came too slowly";

  private ErrorAnswers() {}

  /** Adds them to a server; a service may answer exceptions of its own in its own way. */
  static void addTo(JavalinConfig config) {
    config.jetty.clientAbortStatus = HttpStatus.BAD_REQUEST.getCode();
    config.routes.exception(HttpResponseException.class, ErrorAnswers::refused);
    config.routes.exception(HttpException.RuntimeException.class, ErrorAnswers::unreadable);
    config.routes.exception(IOException.class, ErrorAnswers::brokenOff);
    config.routes.exception(Exception.class, ErrorAnswers::failed);
    config.routes.after(ErrorAnswers::explain);
    config.router.javaLangErrorHandler(ErrorAnswers::fatal);
  }

  private static void refused(HttpResponseException refusal, Context context) {
    if (refusal instanceof MethodNotAllowedResponse) {
      String allowed = refusal.getDetails().get("availableMethods");
      if (allowed != null) {
        context.header("Allow", allowed);
      }
    }
    answer(context, refusal.getStatus(), String.valueOf(refusal.getMessage()));
  }

  private static void answer(Context context, int status, String detail) {
    Problem.ofStatus(status, detail).answer(context);
  }

  private static void unreadable(HttpException.RuntimeException bad, Context context) {
    answer(context, bad.getCode(), String.valueOf(bad.getReason()));
  }

  /** What a request breaks off with is its sender's doing; any other failure to read is ours. */
  private static void brokenOff(IOException failure, Context context) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException bad) {
        answer(context, bad.getCode(), String.valueOf(bad.getReason()));
        return;
      }
      if (cause instanceof EofException) {
        answer(context, HttpStatus.BAD_REQUEST.getCode(), BROKEN_OFF);
        return;
      }
    }
    failed(failure, context);
  }

  /** What has no words yet: no error goes without. */
  private static void explain(Context context) {
    int status = context.statusCode();
    boolean silent = context.resultInputStream() == null && !context.res().isCommitted();
    if (status >= HttpStatus.BAD_REQUEST.getCode() && silent) {
      answer(
          context,
          status,
          switch (HttpStatus.forStatus(status)) {
            case BAD_REQUEST -> BROKEN_OFF;
            case REQUEST_TIMEOUT -> TOO_SLOW;
            default -> HttpStatus.forStatus(status).getMessage();
          });
    }
  }

  private static void fatal(HttpServletResponse response, Error failure) {
    LOG.error("a request met a fatal error", failure);
    HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
    response.setStatus(status.getCode());
    response.setContentType(Problem.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Problem.ofStatus(status.getCode(), FAILED).bytes());
    } catch (IOException e) {
      LOG.debug("the client has left", e);
    }
  }

  /** What failed is for the log, not for the caller; the path may hold a card's number. */
  private static void failed(Exception failure, Context context) {
    LOG.error("{} {} failed", context.method(), context.endpoint().path, failure);
    answer(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), FAILED);
  }
}
