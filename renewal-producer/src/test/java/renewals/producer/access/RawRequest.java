package renewals.producer.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A request byte for byte as a test wants it. */
final class RawRequest {

  String method;
  String target;
  final List<String[]> fields = new ArrayList<>();
  byte[] body;

  RawRequest(String method, String target, byte[] body) {
    this.method = method;
    this.target = target;
    this.body = body;
  }

  RawRequest with(String name, String value) {
    fields.add(new String[] {name, value});
    return this;
  }

  /** Puts a value in the place of a field's. */
  RawRequest set(String name, String value) {
    remove(name);
    return with(name, value);
  }

  RawRequest remove(String name) {
    fields.removeIf(field -> field[0].equalsIgnoreCase(name));
    return this;
  }

  String field(String name) {
    return fields.stream()
        .filter(field -> field[0].equalsIgnoreCase(name))
        .map(field -> field[1])
        .findFirst()
        .orElseThrow();
  }

  String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "?" : target.substring(mark);
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (String[] field : fields) {
      head.append(field[0]).append(": ").append(field[1]).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return new String(bytes(), ISO_8859_1);
  }
}
