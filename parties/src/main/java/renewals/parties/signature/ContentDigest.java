package renewals.parties.signature;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import renewals.parties.model.Digests;
import renewals.parties.signature.UnprovenException.Reason;

/**
 * Whether a body is the one that its {@code Content-Digest} tells.
 *
 * <p>Source: RFC 9530; partners: one line, all known algorithms fit, one is known. Of an algorithm
 * that stands twice structured fields would keep the last in silence; it is refused.
 */
public final class ContentDigest {

  private static final String FIELD = "content-digest";

  /** How nearly all begin it; other forms may be right, too. */
  private static final String USUAL = "sha-256=:";

  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");

  private ContentDigest() {}

  /**
   * Holds a body against a request's field.
   *
   * @throws UnprovenException it is another body, or the field can't be read
   */
  public static void demandFit(RequestHead request, byte[] body) throws UnprovenException {
    String line =
        SignatureFields.line(request, FIELD)
            .orElseThrow(() -> new UnprovenException(Reason.DIGEST, "Content-Digest is missing"));
    if (line.equals(USUAL + Base64.getEncoder().encodeToString(Digests.sha256(body)) + ":")) {
      return;
    }
    boolean known = false;
    for (Map.Entry<String, ListElement<? extends Object>> digest : parse(line).entrySet()) {
      Optional<byte[]> expected = digestOf(digest.getKey(), body);
      if (expected.isPresent()) {
        known = true;
        if (!fits(digest.getValue(), expected.get())) {
          throw new UnprovenException(
              Reason.DIGEST, "Content-Digest %s is another body's".formatted(digest.getKey()));
        }
      }
    }
    if (!known) {
      throw new UnprovenException(
          Reason.DIGEST, "Content-Digest has no known algorithm, expected sha-256 or sha-512");
    }
  }

  private static Map<String, ListElement<? extends Object>> parse(String line)
      throws UnprovenException {
    Map<String, ListElement<? extends Object>> digests;
    try {
      digests = Parser.parseDictionary(line).get();
    } catch (ParseException e) {
      throw new UnprovenException(Reason.DIGEST, "Content-Digest is no structured field");
    }
    // commas divide members, but within quotes
    long commas = QUOTED.matcher(line).replaceAll("").chars().filter(c -> c == ',').count();
    if (commas > 0 && digests.size() <= commas) {
      throw new UnprovenException(Reason.DIGEST, "Content-Digest has an algorithm twice");
    }
    return digests;
  }

  private static Optional<byte[]> digestOf(String algorithm, byte[] body) {
    return switch (algorithm) {
      case "sha-256" -> Optional.of(Digests.sha256(body));
      case "sha-512" -> Optional.of(Digests.sha512(body));
      default -> Optional.empty();
    };
  }

  private static boolean fits(ListElement<? extends Object> given, byte[] expected) {
    if (!(given instanceof ByteSequenceItem item)) {
      return false;
    }
    byte[] bytes = new byte[item.get().remaining()];
    item.get().duplicate().get(bytes);
    return MessageDigest.isEqual(bytes, expected);
  }
}
