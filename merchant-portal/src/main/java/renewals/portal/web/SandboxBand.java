package renewals.portal.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says on top of every page that it is a sandbox's, and what time it is there: nobody may take what
 * he reads for true. It is put into whatever page is answered, so that none can forget it.
 */
public final class SandboxBand {

  private static final Pattern BODY = Pattern.compile("<body[^>]*>");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private SandboxBand() {}

  /** Adds it to all pages of a server. */
  public static void addTo(JavalinConfig config, Clock clock, ZoneId zone) {
    config.routes.after(context -> put(context, TIME.withZone(zone).format(clock.instant())));
  }

  private static void put(Context context, String time) {
    String type = context.res().getContentType();
    String page = type != null && type.startsWith("text/html") ? context.result() : null;
    if (page != null) {
      context.result(in(page, time));
    }
  }

  /** A page with the band; a part of one, which has no body, as it is. */
  static String in(String page, String time) {
    Matcher body = BODY.matcher(page);
    if (!body.find()) {
      return page;
    }
    String band =
        "<p class=\"sandbox\" role=\"note\"><span lang=\"zh-CN\">测试环境，内容不真实</span> · "
            + "<span lang=\"en\">Sandbox, nothing here is true</span> · <time>"
            + time
            + "</time></p>";
    return page.substring(0, body.end()) + band + page.substring(body.end());
  }
}
