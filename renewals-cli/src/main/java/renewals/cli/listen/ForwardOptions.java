package renewals.cli.listen;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** Where notices are posted, and how they are signed. */
final class ForwardOptions {

  private static final String URL = "--forward-to";
  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 24;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  @Option(
      names = URL,
      paramLabel = "URL",
      required = true,
      description = "Your server, such as http://127.0.0.1:3000/hook.")
  private String url;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description =
          "Signs what is posted: whsec_ and base64. Without it one is made for this call, and said."
              + " LISTEN_SECRET or TRIGGER_SECRET in the environment keeps it out of process"
              + " lists.")
  private @Nullable String secret;

  /** The address as it was given. */
  String url() {
    return url;
  }

  /**
   * A way to that server; says by what secret it signs where none was given.
   *
   * @throws SettingException an option is not what is expected
   */
  Forwarder forwarder() {
    URI to = URI.create(Settings.of(Map.of(URL, url)).url(URL, ""));
    if (secret != null) {
      return new Forwarder(to, webhookOf(secret));
    }
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String made = PREFIX + Base64.getEncoder().encodeToString(random);
    PrintWriter err = mixee.commandLine().getErr();
    err.println("signed with " + made);
    err.flush();
    return new Forwarder(to, webhookOf(made));
  }

  private static Webhook webhookOf(String given) {
    if (!given.startsWith(PREFIX)) {
      throw refused();
    }
    try {
      Webhook webhook = new Webhook(given);
      webhook.sign("tried", 0, "");
      return webhook;
    } catch (EmptyWebhookSecretException | WebhookSigningException | IllegalArgumentException e) {
      throw refused();
    }
  }

  private static SettingException refused() {
    return new SettingException("--secret", "(hidden)", "whsec_ and base64");
  }
}
