package renewals.producer.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What requests may say that they hold. */
record MediaTypes(Set<String> names) {

  static final MediaTypes ONE_EVENT = new MediaTypes(Set.of("application/json"));
  static final MediaTypes LINES =
      new MediaTypes(Set.of("application/x-ndjson", "application/jsonl"));

  /** Whether a Content-Type is one of these, in UTF-8. */
  boolean include(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!names.contains(parts[0].strip())) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  /** For error messages. */
  String expectation() {
    return String.join(" or ", names.stream().sorted().toList()) + " in UTF-8";
  }
}
