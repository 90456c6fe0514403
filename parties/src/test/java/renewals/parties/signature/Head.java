package renewals.parties.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of a test. */
record Head(
    String method,
    String path,
    Optional<String> query,
    String scheme,
    String authority,
    Map<String, List<String>> fields)
    implements RequestHead {

  /** The request of RFC 9421, appendix B.2. */
  static Head ofRfc() {
    return new Head(
            "POST",
            "/foo",
            Optional.of("?param=Value&Pet=dog"),
            "https",
            "example.com",
            new LinkedHashMap<>())
        .with("date", "Tue, 20 Apr 2021 02:07:55 GMT")
        .with("content-type", "application/json")
        .with(
            "content-digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwE"
                + "mTHWXvJwew==:")
        .with("content-length", "18");
  }

  /** With one more line. */
  Head with(String name, String line) {
    fields.computeIfAbsent(name, ignored -> new ArrayList<>()).add(line);
    return this;
  }

  @Override
  public List<String> field(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
