package renewals.portal.live;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events to one client, written by the thread that has its request: a virtual one, so
 * it may wait as long as it likes. The framework's own way answers on another thread after the
 * client has left, when the response is already somebody else's.
 */
public final class EventStream {

  /** What a client accepts that wants one. */
  public static final String TYPE = "text/event-stream";

  private final ServletOutputStream output;

  private EventStream(ServletOutputStream output) {
    this.output = output;
  }

  /** Begins the answer. */
  public static EventStream open(Context context) throws IOException {
    HttpServletResponse response = context.res();
    response.setContentType(TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    return new EventStream(response.getOutputStream());
  }

  /** Sends an event; throws when the client has left. */
  public void send(String event, String data) throws IOException {
    StringBuilder text = new StringBuilder("event: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) {
      text.append("data:\n");
    }
    write(text.append('\n').toString());
  }

  /** Sends what tells the page that the connection lasts; throws when the client has left. */
  void heartbeat() throws IOException {
    send("heartbeat", "");
  }

  private void write(String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.UTF_8));
    output.flush();
  }
}
