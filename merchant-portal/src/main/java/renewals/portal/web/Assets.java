package renewals.portal.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Our own style, script and icon. Their URLs name their content, so browsers may keep them for
 * ever; an instance of another version that is asked for them gives its own and says not to.
 */
public enum Assets {
  STYLE("style.css", "text/css; charset=utf-8"),
  SCRIPT("page.js", "text/javascript; charset=utf-8"),
  OPS_SCRIPT("ops.js", "text/javascript; charset=utf-8"),
  ICON("icon.svg", "image/svg+xml");

  private static final String FOLDER = "/assets/";
  private static final int NAME_BYTES = 8;

  private final String file;
  private final String type;
  private final String content;
  private final String version;

  Assets(String file, String type) {
    this.file = file;
    this.type = type;
    this.content = read(file);
    this.version = version(content);
  }

  /** Where a page finds it. */
  public String url() {
    return FOLDER + file + "?v=" + version;
  }

  /** Adds the routes of all. */
  public static void routes(JavalinConfig config) {
    for (Assets asset : values()) {
      config.routes.get(FOLDER + asset.file, asset::answer);
    }
  }

  private void answer(Context context) {
    boolean same = version.equals(context.queryParam("v"));
    context.header("Cache-Control", same ? "public, max-age=31536000, immutable" : "no-cache");
    context.contentType(type).result(content);
  }

  private static String read(String file) {
    try (InputStream from = Assets.class.getResourceAsStream("/renewals/page/" + file)) {
      if (from == null) {
        throw new IllegalStateException("cannot happen: " + file + " is packed with the classes");
      }
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }
}
