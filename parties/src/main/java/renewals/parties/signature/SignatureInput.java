package renewals.parties.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.StringItem;
import org.jspecify.annotations.Nullable;

/**
 * What a signature says that it covers, and its parameters.
 *
 * @param components names, in the order signed
 * @param parameters by name: a String, a Long, or anything else that no parameter of ours is
 * @param text as RFC 9421 has it signed: how structured fields are written
 */
record SignatureInput(List<String> components, Map<String, Object> parameters, String text) {

  SignatureInput {
    components = List.copyOf(components);
    parameters = Map.copyOf(parameters);
  }

  /** Of a list as the library of structured fields read it. */
  static SignatureInput of(InnerList list) throws UnprovenException {
    List<String> components = new ArrayList<>();
    for (Item<? extends Object> component : list.get()) {
      if (!(component instanceof StringItem name) || !component.getParams().isEmpty()) {
        throw UnprovenException.malformed("a component is no plain name");
      }
      components.add(name.get());
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    list.getParams()
        .forEach(
            (name, value) ->
                parameters.put(
                    name,
                    switch (value) {
                      case StringItem string -> string.get();
                      case IntegerItem integer -> integer.getAsLong();
                      default -> value;
                    }));
    return new SignatureInput(components, parameters, list.serialize());
  }

  /**
   * Of a text of the plain form that signers write: names and strings without escapes, parameters
   * that are strings or whole numbers, each once, no space but one between two names.
   *
   * @return empty where it is of another form, which may be right, too: the library knows. Where it
   *     is of this one, the library says the same of it.
   */
  static Optional<SignatureInput> ofPlain(String text) {
    PlainScanner scanner = new PlainScanner(text);
    List<String> components = new ArrayList<>();
    if (!scanner.skip('(')) {
      return Optional.empty();
    }
    while (!scanner.skip(')')) {
      String name = components.isEmpty() || scanner.skip(' ') ? scanner.string() : null;
      if (name == null) {
        return Optional.empty();
      }
      components.add(name);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    while (!scanner.isAtEnd()) {
      String name = scanner.skip(';') ? scanner.key() : null;
      Object value = name != null && scanner.skip('=') ? scanner.value() : null;
      if (name == null || value == null || parameters.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new SignatureInput(components, parameters, text));
  }

  Optional<String> string(String name) throws UnprovenException {
    return switch (value(name)) {
      case null -> Optional.empty();
      case String string -> Optional.of(string);
      default -> throw UnprovenException.malformed(name + " is no string");
    };
  }

  Optional<Long> integer(String name) throws UnprovenException {
    return switch (value(name)) {
      case null -> Optional.empty();
      case Long integer -> Optional.of(integer);
      default -> throw UnprovenException.malformed(name + " is no integer");
    };
  }

  private @Nullable Object value(String name) {
    return parameters.get(name);
  }
}
