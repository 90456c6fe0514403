package renewals.parties.signature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a signature covers: each component with its value, in the order signed. */
record Coverage(Map<String, String> values) {

  private static final Pattern FIELD = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final int MOST_COMPONENTS = 64;
  private static final List<String> NEEDED = List.of("@method", "@path", "content-digest");

  static Coverage of(List<String> components, RequestHead request) throws UnprovenException {
    if (components.size() > MOST_COMPONENTS) {
      throw UnprovenException.malformed("more than %d components".formatted(MOST_COMPONENTS));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : components) {
      if (values.put(name, valueOf(name, request)) != null) {
        throw UnprovenException.malformed("a component is covered twice");
      }
    }
    return new Coverage(values);
  }

  /** Refuses what covers less than the contract demands. */
  void demandWhole(RequestHead request) throws UnprovenException {
    for (String needed : NEEDED) {
      demand(needed);
    }
    if (request.query().isPresent()) {
      demand("@query");
    }
  }

  private void demand(String component) throws UnprovenException {
    if (!values.containsKey(component)) {
      throw UnprovenException.malformed("%s is not covered".formatted(component));
    }
  }

  private static String valueOf(String name, RequestHead request) throws UnprovenException {
    return switch (name) {
      case "@method" -> request.method();
      case "@path" -> request.path();
      case "@query" -> request.query().orElse("?");
      case "@authority" -> request.authority();
      case "@scheme" -> request.scheme();
      case "@request-target" -> request.path() + request.query().orElse("");
      case "@target-uri" ->
          "%s://%s%s%s"
              .formatted(
                  request.scheme(),
                  request.authority(),
                  request.path(),
                  request.query().orElse(""));
      default -> fieldValue(name, request);
    };
  }

  private static String fieldValue(String name, RequestHead request) throws UnprovenException {
    if (!FIELD.matcher(name).matches()) {
      throw UnprovenException.malformed("a component is of no known name");
    }
    Optional<String> line = SignatureFields.line(request, name);
    return line.orElseThrow(
            () -> UnprovenException.malformed("a covered field is missing: " + name))
        .strip();
  }
}
