package renewals.kit;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Texts;

/**
 * What merchants call carriers and payment channels, and how they reach them: ids are ours, a
 * shopkeeper knows names. Settings {@code names.carrier.<carrierId>} and {@code
 * names.channel.<channelId>}, each with {@code .zh}, {@code .en}, {@code .phone} and {@code .url}.
 */
public final class PartnerNames {

  private static final String CARRIER = "names.carrier.";
  private static final String CHANNEL = "names.channel.";
  private static final List<String> PARTS = List.of("zh", "en", "phone", "url");
  private static final int LONGEST_NAME = 40;
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{1,18}[0-9]");

  private final Map<String, Partner> carriers;
  private final Map<String, Partner> channels;

  /**
   * A carrier or channel.
   *
   * @param zh its name in Chinese
   * @param en its name in English
   * @param phone as people dial it; empty where none was set
   * @param url of its help page, https; empty where none was set
   */
  public record Partner(String zh, String en, Optional<String> phone, Optional<String> url) {

    /** The phone's digits and plus sign alone, as a {@code tel:} link has them. */
    public Optional<String> dialled() {
      return phone.map(number -> number.replaceAll("[^+0-9]", ""));
    }
  }

  private PartnerNames(Map<String, Partner> carriers, Map<String, Partner> channels) {
    this.carriers = carriers;
    this.channels = channels;
  }

  /**
   * Reads them. A name that stands in one language only is taken for the other, too.
   *
   * @throws SettingException a name is missing, too long or holds control characters; a phone or an
   *     address is none
   */
  public static PartnerNames read(Settings settings) {
    return new PartnerNames(partners(settings, CARRIER), partners(settings, CHANNEL));
  }

  /** Nobody has a name. */
  public static PartnerNames none() {
    return new PartnerNames(Map.of(), Map.of());
  }

  /** The carrier of an id; empty where it has no name or there is no id. */
  public Optional<Partner> carrier(@Nullable String carrierId) {
    return carrierId == null ? Optional.empty() : Optional.ofNullable(carriers.get(carrierId));
  }

  /** The payment channel of an id; empty where it has no name or there is no id. */
  public Optional<Partner> channel(@Nullable String channelId) {
    return channelId == null ? Optional.empty() : Optional.ofNullable(channels.get(channelId));
  }

  private static Map<String, Partner> partners(Settings settings, String prefix) {
    Map<String, Map<String, String>> given = new TreeMap<>();
    settings
        .below(prefix)
        .forEach(
            (name, value) -> {
              int dot = name.lastIndexOf('.');
              String part = name.substring(dot + 1);
              if (dot <= 0 || !PARTS.contains(part)) {
                throw new SettingException(
                    prefix + name, value, "an id, then .zh, .en, .phone or .url");
              }
              given
                  .computeIfAbsent(name.substring(0, dot), id -> new HashMap<>())
                  .put(part, value.strip());
            });
    Map<String, Partner> partners = new HashMap<>();
    given.forEach((id, parts) -> partners.put(id, partner(prefix + id, parts)));
    return Map.copyOf(partners);
  }

  private static Partner partner(String prefix, Map<String, String> parts) {
    String zh = parts.get("zh");
    String en = parts.get("en");
    if (zh == null && en == null) {
      throw new SettingException(prefix + ".zh", "nothing", "a name, as its phone or url is set");
    }
    String chinese = name(prefix + ".zh", zh == null ? String.valueOf(en) : zh);
    String english = name(prefix + ".en", en == null ? chinese : en);
    return new Partner(
        chinese,
        english,
        Optional.ofNullable(parts.get("phone")).map(phone -> phone(prefix + ".phone", phone)),
        Optional.ofNullable(parts.get("url")).map(url -> url(prefix + ".url", url)));
  }

  private static String name(String setting, String given) {
    if (given.isEmpty() || given.length() > LONGEST_NAME || !Texts.isName(given)) {
      throw new SettingException(
          setting, given, "1 to %d characters, %s".formatted(LONGEST_NAME, Texts.NAME_EXPECTATION));
    }
    return given;
  }

  private static String phone(String setting, String given) {
    if (!PHONE.matcher(given).matches()) {
      throw new SettingException(
          setting, given, "a phone number of 3 to 20 digits, spaces and hyphens");
    }
    return given;
  }

  private static String url(String setting, String given) {
    try {
      URI uri = URI.create(given);
      if ("https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
          && uri.getHost() != null) {
        return given;
      }
    } catch (IllegalArgumentException e) {
      throw new SettingException(setting, given, "an https address");
    }
    throw new SettingException(setting, given, "an https address");
  }
}
