package renewals.kit.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The server's own errors, before or beside every handler, as problem+json. */
final class ProblemPages extends ErrorHandler {

  private final HttpRefusals refusals;

  ProblemPages(HttpRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    boolean isCounted =
        code == HttpStatus.MISDIRECTED_REQUEST_421 || code == HttpStatus.FORBIDDEN_403;
    if (cause instanceof HttpException && !isCounted) {
      refusals.count(
          code == HttpStatus.REQUEST_TIMEOUT_408
              ? HttpRefusals.Reason.SLOW
              : HttpRefusals.Reason.BROKEN);
    }
    Problem problem = Problem.beforeHandlers(code, detailOf(code, message, cause));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
  }

  /** What failed within is for the log. */
  private static String detailOf(int code, @Nullable String message, @Nullable Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "the request came too slowly";
    }
    if (code >= HttpStatus.INTERNAL_SERVER_ERROR_500 && !(cause instanceof HttpException)) {
      return "the service failed; its log says why";
    }
    return message == null ? HttpStatus.getMessage(code) : message;
  }
}
