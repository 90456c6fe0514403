package renewals.cli.party;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.cli.call.CommandFailure;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;

/** How a key comes about. */
final class KeyOptions {

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "ed25519, hmac-sha256, bearer or mtls.")
  private @Nullable String type;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "The party's Ed25519 public key, PEM or base64.")
  private @Nullable Path publicKey;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "The subjectAltName of the party's client certificate.")
  private @Nullable String subject;

  @Option(
      names = "--generate",
      description = "Makes the key; what the party needs of it is shown once.")
  private boolean generate;

  @Option(
      names = "--key-id",
      paramLabel = "ID",
      description = "Default: the party's id and a number.")
  private @Nullable String keyId;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "How long the key counts. Default: ${DEFAULT-VALUE}.")
  private int days;

  String keyId(PartiesEditor editor, String party) {
    return keyId == null ? editor.freeKeyId(party) : keyId;
  }

  int days() {
    return days;
  }

  NewKey key(String id, String usualType) throws IOException {
    if (publicKey != null) {
      demandType("ed25519");
      return NewKey.ofPublicKey(base64Of(Files.readString(publicKey, StandardCharsets.US_ASCII)));
    }
    if (subject != null) {
      demandType("mtls");
      return NewKey.ofSubject(subject);
    }
    if (!generate) {
      throw new CommandFailure("no key is given, expected --public-key, --subject or --generate");
    }
    return NewKey.generate(type == null ? usualType : type, id);
  }

  private void demandType(String only) {
    if (type != null && !type.equals(only)) {
      throw new CommandFailure("--type is %s, expected %s for this key".formatted(type, only));
    }
  }

  private static String base64Of(String text) {
    String bare = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      Base64.getDecoder().decode(bare);
      return bare;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--public-key is no PEM and no base64, expected one of them");
    }
  }
}
