package renewals.kit.http;

import io.javalin.config.JavalinConfig;
import java.io.InputStream;

/** Routes that read a body: whole, or line by line as a stream of events is read. */
final class BodyRoutes {

  private BodyRoutes() {}

  /** {@code POST /whole} and {@code /lines}, which answer how much came. */
  static void add(JavalinConfig config) {
    config.routes.post(
        "/whole",
        context -> context.result("" + context.req().getInputStream().readAllBytes().length));
    config.routes.post(
        "/lines",
        context -> {
          InputStream in = context.req().getInputStream();
          int lines = 0;
          for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
              lines++;
              ServiceHttp.goesOn(context);
            }
          }
          context.result(lines + " lines");
        });
  }
}
