package renewals.bench.delivery.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import renewals.bench.delivery.plan.Address;
import renewals.v1.MerchantContact;
import renewals.v1.Robot;
import renewals.v1.RobotKind;

/** All who get notices, in this process. */
public final class Receivers implements AutoCloseable {

  private static final String SECRET = "all";
  private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ROBOT_SECRET = "SEC0123456789abcdef";

  private final Taking taking = new Taking();
  private final Spells spells;
  private final WebhookHosts webhooks;
  private final MailRelay mail;
  private final RobotHost robots;
  private final SmsHost smsc;

  private Receivers(Spells spells) throws IOException {
    this.spells = spells;
    this.webhooks = new WebhookHosts(taking, spells);
    this.mail = new MailRelay(taking, spells);
    this.robots = new RobotHost(taking, spells);
    this.smsc = new SmsHost(taking, spells);
  }

  /**
   * Opens all of them.
   *
   * @param spell how long slow ones are slow at a time
   */
  public static Receivers open(Duration spell) throws IOException {
    return new Receivers(new Spells(spell));
  }

  /** What comes from now on is noted there. */
  public void into(Arrivals arrivals) {
    taking.into(arrivals);
  }

  /** When the slow ones are slow. */
  public Spells spells() {
    return spells;
  }

  /** What the notifier must be told to reach them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("notifier.smtp.host", "127.0.0.1");
    settings.put("notifier.smtp.port", String.valueOf(mail.port()));
    settings.put("notifier.smtp.from", "renewals@localhost.example");
    settings.put("notifier.webhook.secrets." + SECRET, WEBHOOK_SECRET);
    settings.put("notifier.webhook.merchants." + SECRET, "*");
    settings.put("notifier.webhook.allow-http", "true");
    settings.put("notifier.webhook.allow-private", "true");
    settings.put("notifier.robot.secrets." + SECRET, ROBOT_SECRET);
    settings.put("notifier.robot.merchants." + SECRET, "*");
    settings.put("notifier.robot.hosts", robots.authority());
    settings.put("notifier.robot.allow-http", "true");
    settings.putAll(smsc.settings());
    return settings;
  }

  /** How the merchant is reached whose address it is. */
  public MerchantContact contactOf(Address address) throws IOException {
    MerchantContact.Builder contact =
        MerchantContact.newBuilder()
            .setMerchantId(address.merchantId())
            .setDisplayName("老王小吃店")
            .setLocale("zh-CN")
            .setZone("Asia/Shanghai");
    switch (address.way()) {
      case WEBHOOK -> contact.setWebhookUrl(webhooks.urlOf(address)).setWebhookSecretRef(SECRET);
      case EMAIL -> contact.setEmail(mail.mailboxOf(address));
      case SMS -> contact.setPhone(SmsHost.phoneOf(address));
      case TERMINAL -> throw new IllegalArgumentException("no contact names a terminal");
      case ROBOT -> contact.setRobot(new Robot(RobotKind.FEISHU, robots.urlOf(address), SECRET));
    }
    return contact.build();
  }

  @Override
  public void close() throws IOException {
    spells.end();
    smsc.close();
    robots.close();
    mail.close();
    webhooks.close();
  }
}
