package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.v1.MerchantContact;
import renewals.v1.Robot;
import renewals.v1.RobotKind;

/** What the contract demands of the ways to reach a merchant. */
final class ContactChecks {

  private static final int LONGEST_SECRET_REF = 128;
  private static final String SECRET_REF = "a name: 1 to 128 of A-Z a-z 0-9 _ . : - /";
  private static final int FEWEST_PHONE_DIGITS = 7;
  private static final int MOST_PHONE_DIGITS = 15;

  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  private ContactChecks() {}

  static @Nullable Findings check(@Nullable Findings symbols, MerchantContact contact) {
    Findings found = Checks.id(symbols, "merchantId", contact.getMerchantId());
    found = Checks.name(found, "displayName", contact.getDisplayName());
    String locale = contact.getLocale();
    if (locale == null || !isLanguageTag(locale)) {
      found = add(found, "locale", locale, "a BCP 47 language tag, such as zh-CN");
    }
    String zone = contact.getZone();
    if (zone == null || !ZONES.contains(zone)) {
      found = add(found, "zone", zone, "an IANA time zone, such as Asia/Shanghai");
    }
    String phone = contact.getPhone();
    if (phone != null && !isPhone(phone)) {
      found = add(found, "phone", phone, "E.164: + and 7 to 15 digits");
    }
    String email = contact.getEmail();
    if (email != null && !EmailAddress.isWritten(email)) {
      found = add(found, "email", email, EmailAddress.EXPECTATION);
    }
    String url = contact.getWebhookUrl();
    if (url != null && !WebhookUrl.isWritten(url)) {
      found = add(found, "webhookUrl", url, WebhookUrl.EXPECTATION);
    }
    String secret = contact.getWebhookSecretRef();
    if (secret != null && !Checks.isId(secret, LONGEST_SECRET_REF, true)) {
      found = add(found, "webhookSecretRef", secret, SECRET_REF);
    }
    Robot robot = contact.getRobot();
    if (robot != null) {
      found = robot(found, robot);
    }
    return TimingChecks.check(found, contact);
  }

  /** Words that this version doesn't know. */
  static @Nullable Findings symbols(@Nullable Findings found, MerchantContact contact) {
    Robot robot = contact.getRobot();
    return robot == null
        ? found
        : Symbols.known(found, "robot.kind", robot.getKind(), RobotKind.getClassSchema());
  }

  private static @Nullable Findings robot(@Nullable Findings sofar, Robot robot) {
    Findings found = sofar;
    if (robot.getKind() == null) {
      found = add(found, "robot.kind", null, "WECOM, DINGTALK or FEISHU");
    }
    String url = robot.getUrl();
    if (url == null || !WebhookUrl.isWritten(url)) {
      found = add(found, "robot.url", url, WebhookUrl.EXPECTATION);
    }
    String secret = robot.getSecretRef();
    return secret == null || Checks.isId(secret, LONGEST_SECRET_REF, true)
        ? found
        : add(found, "robot.secretRef", secret, SECRET_REF);
  }

  private static boolean isLanguageTag(String text) {
    if (text.isEmpty()) {
      return false;
    }
    try {
      new Locale.Builder().setLanguageTag(text);
      return true;
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  private static boolean isPhone(String text) {
    int digits = text.length() - 1;
    if (digits < FEWEST_PHONE_DIGITS
        || digits > MOST_PHONE_DIGITS
        || text.charAt(0) != '+'
        || text.charAt(1) == '0') {
      return false;
    }
    return text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }
}
