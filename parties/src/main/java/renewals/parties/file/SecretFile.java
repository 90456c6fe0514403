package renewals.parties.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import javax.crypto.SecretKey;

/** A file that holds one secret: base64 of at least 32 bytes, for owner and group alone. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * Reads it.
   *
   * @throws PartiesFileException it can't be used; no message shows it
   */
  public static SecretKey read(Path file) throws PartiesFileException {
    String text = new String(new OpenedFiles().read(file), US_ASCII);
    return KeyReader.hmacKey(text, new Entry(file.toString(), TextNode.valueOf("")));
  }

  /**
   * Reads one of another form, as it is.
   *
   * @throws PartiesFileException it can't be read, or others than owner and group can read it too
   */
  public static byte[] bytes(Path file) throws PartiesFileException {
    return new OpenedFiles().read(file);
  }
}
