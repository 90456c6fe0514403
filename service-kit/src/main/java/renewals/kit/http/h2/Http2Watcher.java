package renewals.kit.http.h2;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.FrameType;

/** Is told what comes over connections of HTTP/2. */
public interface Http2Watcher {

  /**
   * A frame has come, of data as much of it as is there; a head only with all that goes on with it.
   */
  void cameWhole(HTTP2Connection connection, FrameType frame);

  /** A connection is ended, since it brought more than any client needs to say. */
  void flooded();
}
