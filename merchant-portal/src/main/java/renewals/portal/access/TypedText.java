package renewals.portal.access;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into a form, as the systems write it. Input methods for Chinese type
 * full-width figures and letters, phones add spaces, and dashes come in many lengths.
 */
public final class TypedText {

  /** More than anything asked for; what is longer isn't looked at. */
  private static final int LONGEST = 200;

  private static final Pattern DASHES = Pattern.compile("\\p{Pd}");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");

  private TypedText() {}

  /**
   * Letters and figures of normal width, plain hyphens, without blanks and invisible characters;
   * upper and lower case as typed.
   *
   * @param typed null is the same as nothing
   */
  public static String plain(@Nullable String typed) {
    if (typed == null) {
      return "";
    }
    String read = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    String normal = Normalizer.normalize(read, Normalizer.Form.NFKC);
    return BLANKS.matcher(DASHES.matcher(normal).replaceAll("-")).replaceAll("");
  }
}
