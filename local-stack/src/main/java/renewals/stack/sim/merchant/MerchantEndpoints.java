package renewals.stack.sim.merchant;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import renewals.doubles.sms.Smsc;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Merchants;

/** Where the merchants get their notices, and what came there. */
public final class MerchantEndpoints implements AutoCloseable {

  private static final int SECRET_BYTES = 24;

  /** Nobody wants to watch for three days. */
  private static final String RETRIES = "500ms,1s,1s,2s,3s,5s,5s,10s";

  private final Phones phones;
  private final MailBox mail;
  private final Inbox mails;
  private final Inbox hooks;
  private final WebhookReceiver webhooks;
  private final String secret;
  private final Waits waits;

  private MerchantEndpoints(
      List<Merchant> merchants, String secret, Waits waits, Inbox mails, Inbox hooks) {
    this.waits = waits;
    this.mails = mails;
    this.hooks = hooks;
    this.secret = secret;
    this.phones = Phones.open(merchants);
    this.mail = MailBox.open(mails);
    this.webhooks = WebhookReceiver.open(signatureOf(secret), byPath(merchants), hooks);
  }

  /**
   * Opens them on free ports.
   *
   * @param seed of the secret that signs webhooks
   * @param renewals of how many renewals they will be told
   */
  public static MerchantEndpoints open(
      List<Merchant> merchants, long seed, int renewals, Supplier<Inbox> inbox) {
    return new MerchantEndpoints(
        merchants, secretOf(seed), Waits.among(renewals), inbox.get(), inbox.get());
  }

  /** What the notifier must be told to reach them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(phones.settings());
    settings.put("notifier.sms.report-wait", waits.report().toSeconds() + "s");
    settings.put("notifier.channels.wait", waits.channel().toSeconds() + "s");
    Merchants.PLATFORMS_ORDERS.forEach(
        (kind, order) -> settings.put("notifier.channels." + kind, String.join(",", order)));
    settings.put("notifier.smtp.host", "127.0.0.1");
    settings.put("notifier.smtp.port", String.valueOf(mail.port()));
    settings.put("notifier.smtp.from", "renewals@localhost.example");
    settings.put("notifier.retry.delays", RETRIES);
    settings.put("notifier.webhook.secrets." + Merchant.SECRET_REF, secret);
    settings.put("notifier.webhook.merchants." + Merchant.SECRET_REF, "*");
    settings.put("notifier.webhook.allow-http", "true");
    settings.put("notifier.webhook.allow-private", "true");
    return settings;
  }

  /** How long the notifier is told to wait for them. */
  public Waits waits() {
    return waits;
  }

  /** The operator who takes SMS. */
  public Smsc smsc() {
    return phones.smsc();
  }

  /** The secret that signs webhooks. */
  public String secret() {
    return secret;
  }

  /** What webhook URLs begin with. */
  public String webhookBase() {
    return webhooks.base();
  }

  /** What came until now. */
  public Received received() {
    Map<String, Integer> notices = hooks.taken();
    mails.taken().forEach((id, times) -> notices.merge(id, times, Integer::sum));
    List<String> changed =
        Stream.concat(hooks.changed().stream(), mails.changed().stream()).toList();
    return new Received(
        notices,
        phones.counts(),
        changed,
        webhooks.badSignatures(),
        webhooks.refusals(),
        webhooks.proven(),
        webhooks.earlyLinks());
  }

  /** How many notices came until now. */
  public int receivedCount() {
    return hooks.takenCount() + mails.takenCount() + smsCount();
  }

  /** How many SMS came until now. */
  public int smsCount() {
    return phones.counts().values().stream().mapToInt(SmsCount::read).sum();
  }

  /** The words of a notice that came: a webhook's JSON, or a mail's text. */
  public Optional<String> text(String noticeId) {
    return hooks.text(noticeId).or(() -> mails.text(noticeId));
  }

  @Override
  public void close() {
    webhooks.close();
    mail.close();
    phones.close();
  }

  private static Map<String, Merchant> byPath(List<Merchant> merchants) {
    Map<String, Merchant> byPath = new TreeMap<>();
    for (Merchant merchant : merchants) {
      if (merchant.webhookPath() != null) {
        byPath.put(merchant.webhookPath(), merchant);
      }
    }
    return byPath;
  }

  private static String secretOf(long seed) {
    byte[] bytes = new byte[SECRET_BYTES];
    new Random(seed).nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private static Webhook signatureOf(String secret) {
    try {
      return new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException("cannot happen: the secret is not empty", e);
    }
  }
}
