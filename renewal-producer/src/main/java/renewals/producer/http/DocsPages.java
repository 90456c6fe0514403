package renewals.producer.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * {@code GET /docs}: the description of {@code GET /openapi} for readers in a browser, by Swagger
 * UI, all of it from here. It only reads.
 */
final class DocsPages {

  static final String ROUTE = "/docs";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private enum File {
    PAGE("", "index.html", "text/html; charset=utf-8"),
    START("/viewer.js", "viewer.js", "text/javascript; charset=utf-8"),
    VIEWER("/swagger-ui-bundle.js", "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    STYLE("/swagger-ui.css", "swagger-ui.css", "text/css; charset=utf-8");

    private final String path;
    private final String resource;
    private final String type;

    File(String path, String resource, String type) {
      this.path = path;
      this.resource = resource;
      this.type = type;
    }
  }

  private DocsPages() {}

  /** Adds the routes to a server. */
  static void addTo(JavalinConfig config) {
    for (File file : File.values()) {
      byte[] content = read(file.resource);
      config.routes.get(ROUTE + file.path, context -> answer(context, file.type, content));
    }
  }

  private static void answer(Context context, String type, byte[] content) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "no-cache");
    context.contentType(type).result(content);
  }

  private static byte[] read(String resource) {
    try (InputStream in = DocsPages.class.getResourceAsStream("docs/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
