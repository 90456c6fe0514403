package renewals.notifier.senders.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.schemas.contract.EventContract;

/**
 * The secrets that sign webhooks, by the name that contacts give as webhookSecretRef, and the
 * merchants that each of them belongs to. A contact comes from outside, so a name alone must not
 * have a message signed with another's secret.
 */
public final class WebhookSecrets {

  private static final String SECRETS = "notifier.webhook.secrets.";
  private static final String MERCHANTS = "notifier.webhook.merchants.";
  private static final int MOST_AT_ONCE = 2;

  private final Map<String, Signer> signers;

  private WebhookSecrets(Map<String, Signer> signers) {
    this.signers = Map.copyOf(signers);
  }

  /** What signs under one name, and for whom. */
  private record Signer(List<Webhook> secrets, List<String> merchants) {

    boolean isFor(String merchantId) {
      return merchants.stream().anyMatch(pattern -> matches(pattern, merchantId));
    }

    private static boolean matches(String pattern, String merchantId) {
      return pattern.endsWith("*")
          ? merchantId.startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(merchantId);
    }
  }

  /** A name that signs nothing for a merchant; the message says why and holds no secret. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Reads {@code notifier.webhook.secrets.<ref>}, one or two secrets with a comma between them, and
   * {@code notifier.webhook.merchants.<ref>}, merchantIds with commas between them.
   *
   * @throws SettingException one of them is not what is expected; the message holds no secret
   */
  public static WebhookSecrets of(Settings settings) {
    Map<String, String> merchants = settings.below(MERCHANTS);
    Map<String, Signer> signers = new TreeMap<>();
    settings
        .below(SECRETS)
        .forEach(
            (ref, secrets) ->
                signers.put(
                    ref,
                    new Signer(
                        secretsOf(ref, secrets),
                        merchantsOf(ref, merchants.getOrDefault(ref, "")))));
    for (String ref : merchants.keySet()) {
      if (!signers.containsKey(ref)) {
        throw new SettingException(
            SECRETS + ref, "nothing", "a secret, as its merchants are named");
      }
    }
    return new WebhookSecrets(signers);
  }

  private static List<Webhook> secretsOf(String ref, String given) {
    List<String> secrets = partsOf(given);
    if (secrets.isEmpty() || secrets.size() > MOST_AT_ONCE) {
      throw new SettingException(SECRETS + ref, secrets.size() + " secrets", "one or two");
    }
    return secrets.stream().map(secret -> secretOf(ref, secret)).toList();
  }

  private static Webhook secretOf(String ref, String secret) {
    try {
      return new Webhook(secret);
    } catch (EmptyWebhookSecretException | IllegalArgumentException e) {
      // without the cause: its message may quote the secret
      throw new SettingException(SECRETS + ref, "not readable", "whsec_ and base64");
    }
  }

  private static List<String> merchantsOf(String ref, String given) {
    List<String> merchants = partsOf(given);
    for (String merchant : merchants) {
      String start =
          merchant.endsWith("*") ? merchant.substring(0, merchant.length() - 1) : merchant;
      if (!(start.isEmpty() && merchant.equals("*")) && !EventContract.isId(start)) {
        throw new SettingException(MERCHANTS + ref, merchant, "merchantIds, a * at the end only");
      }
    }
    return merchants;
  }

  private static List<String> partsOf(String given) {
    return Arrays.stream(given.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Whether all that signed before still signs, for all its merchants. */
  boolean keepsAllOf(WebhookSecrets before) {
    return before.signers.entrySet().stream()
        .allMatch(
            old -> {
              Signer now = signers.get(old.getKey());
              return now != null && now.merchants().containsAll(old.getValue().merchants());
            });
  }

  /** Names without merchants: nobody can use them. */
  public Set<String> unused() {
    Set<String> unused = new TreeSet<>();
    signers.forEach(
        (ref, signer) -> {
          if (signer.merchants().isEmpty()) {
            unused.add(ref);
          }
        });
    return unused;
  }

  /**
   * The value of {@code webhook-signature}: one signature, or two while a secret is being replaced.
   *
   * @throws RefusedException the name is unknown or belongs to other merchants
   */
  String sign(String ref, String merchantId, String id, long timestamp, String body)
      throws RefusedException, WebhookSigningException {
    Signer signer = signers.get(ref);
    if (signer == null) {
      throw new RefusedException("NO_SECRET: no secret is configured under " + ref);
    }
    if (signer.merchants().isEmpty()) {
      throw new RefusedException(
          "NO_SECRET: %s is for nobody, %s%s is not set".formatted(ref, MERCHANTS, ref));
    }
    if (!signer.isFor(merchantId)) {
      throw new RefusedException("FOREIGN_SECRET: %s is not this merchant's".formatted(ref));
    }
    StringBuilder signatures = new StringBuilder();
    for (Webhook secret : signer.secrets()) {
      signatures.append(signatures.isEmpty() ? "" : " ").append(secret.sign(id, timestamp, body));
    }
    return signatures.toString();
  }

  /** The names alone. */
  @Override
  public String toString() {
    return signers.keySet().toString();
  }
}
