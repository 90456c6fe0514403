package renewals.cli.party;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.cli.call.CommandFailure;
import renewals.kit.Nearest;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;

/** How a key comes about. */
final class KeyOptions {

  private static final int MOST_DAYS = 36_500;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
      fallbackValue = "true",
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
    if (days < 1 || days > MOST_DAYS) {
      throw wrong("--days is %d, expected 1 to %d".formatted(days, MOST_DAYS));
    }
    return days;
  }

  NewKey key(String id, String usualType) throws IOException {
    if (Stream.of(generate, publicKey != null, subject != null).filter(given -> given).count()
        > 1) {
      throw wrong("several keys are given, expected one of --public-key, --subject or --generate");
    }
    if (publicKey != null) {
      demandType("ed25519");
      if (!Files.isRegularFile(publicKey) || !Files.isReadable(publicKey)) {
        throw wrong("--public-key is %s, expected a readable file".formatted(publicKey));
      }
      return NewKey.ofPublicKey(base64Of(Files.readString(publicKey, StandardCharsets.US_ASCII)));
    }
    if (subject != null) {
      demandType("mtls");
      return NewKey.ofSubject(subject);
    }
    if (!generate) {
      throw wrong("no key is given, expected --public-key, --subject or --generate");
    }
    String made = type == null ? usualType : type;
    if (!NewKey.GENERATED.contains(made)) {
      throw wrong(
          "--type is %s, expected one of %s to generate a key%s"
              .formatted(
                  made, String.join(", ", NewKey.GENERATED), Nearest.hint(made, NewKey.GENERATED)));
    }
    return NewKey.generate(made, id);
  }

  private void demandType(String only) {
    if (type != null && !type.equals(only)) {
      throw wrong("--type is %s, expected %s for this key".formatted(type, only));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
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
