package renewals.notifier.senders.secrets;

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
 * Secrets by the name that contacts give, and the merchants that each of them belongs to. A contact
 * comes from outside, so a name alone must not have a message signed with another's secret.
 *
 * @param <S> a secret, ready for use
 */
public final class MerchantSecrets<S> {

  private final String merchantsSetting;
  private final Map<String, Held<S>> held;

  private MerchantSecrets(String merchantsSetting, Map<String, Held<S>> held) {
    this.merchantsSetting = merchantsSetting;
    this.held = Map.copyOf(held);
  }

  /** What is found under one name, and for whom. */
  private record Held<S>(List<S> secrets, List<String> merchants) {

    boolean isFor(String merchantId) {
      return merchants.stream().anyMatch(pattern -> matches(pattern, merchantId));
    }

    private static boolean matches(String pattern, String merchantId) {
      return pattern.endsWith("*")
          ? merchantId.startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(merchantId);
    }
  }

  /**
   * What secrets of one sort are called and how they are written.
   *
   * @param prefix of the settings: {@code <prefix>secrets.<ref>}, secrets with a comma between
   *     them, and {@code <prefix>merchants.<ref>}, merchantIds with commas between them
   * @param mostAtOnce how many secrets one name may have
   * @param form reads one; throws {@link IllegalArgumentException} for what is none
   * @param expectation what a secret looks like
   */
  public record Sort<S>(String prefix, int mostAtOnce, Form<S> form, String expectation) {

    private String secrets() {
      return prefix + "secrets.";
    }

    private String merchants() {
      return prefix + "merchants.";
    }
  }

  /** How a secret is written. */
  @FunctionalInterface
  public interface Form<S> {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException it is none
     */
    S read(String given);
  }

  /** A name that gives nothing for a merchant; the message says why and holds no secret. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String word;

    RefusedException(String word, String why) {
      super(word + ": " + why);
      this.word = word;
    }

    /** The reason's name alone, for those who must not repeat what the contact names. */
    public String word() {
      return word;
    }
  }

  /**
   * Reads the secrets of a sort and whom they belong to.
   *
   * @throws SettingException one of them is not what is expected; the message holds no secret
   */
  public static <S> MerchantSecrets<S> of(Settings settings, Sort<S> sort) {
    Map<String, String> merchants = settings.below(sort.merchants());
    Map<String, Held<S>> held = new TreeMap<>();
    settings
        .below(sort.secrets())
        .forEach(
            (ref, secrets) ->
                held.put(
                    ref,
                    new Held<>(
                        secretsOf(sort, ref, secrets),
                        merchantsOf(sort, ref, merchants.getOrDefault(ref, "")))));
    for (String ref : merchants.keySet()) {
      if (!held.containsKey(ref)) {
        throw new SettingException(
            sort.secrets() + ref, "nothing", "a secret, as its merchants are named");
      }
    }
    return new MerchantSecrets<>(sort.merchants(), held);
  }

  private static <S> List<S> secretsOf(Sort<S> sort, String ref, String given) {
    List<String> secrets = partsOf(given);
    if (secrets.isEmpty() || secrets.size() > sort.mostAtOnce()) {
      throw new SettingException(
          sort.secrets() + ref,
          secrets.size() + " secrets",
          sort.mostAtOnce() == 1 ? "one" : "one or two");
    }
    return secrets.stream().map(secret -> secretOf(sort, ref, secret)).toList();
  }

  private static <S> S secretOf(Sort<S> sort, String ref, String secret) {
    try {
      return sort.form().read(secret);
    } catch (IllegalArgumentException e) {
      // without the cause: its message may quote the secret
      throw new SettingException(sort.secrets() + ref, "not readable", sort.expectation());
    }
  }

  private static List<String> merchantsOf(Sort<?> sort, String ref, String given) {
    List<String> merchants = partsOf(given);
    for (String merchant : merchants) {
      String start =
          merchant.endsWith("*") ? merchant.substring(0, merchant.length() - 1) : merchant;
      if (!(start.isEmpty() && merchant.equals("*")) && !EventContract.isId(start)) {
        throw new SettingException(
            sort.merchants() + ref, merchant, "merchantIds, a * at the end only");
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

  /** Whether all that was found before is still found, for all its merchants. */
  boolean keepsAllOf(MerchantSecrets<S> before) {
    return before.held.entrySet().stream()
        .allMatch(
            old -> {
              Held<S> now = held.get(old.getKey());
              return now != null && now.merchants().containsAll(old.getValue().merchants());
            });
  }

  /** Names without merchants: nobody can use them. */
  public Set<String> unused() {
    Set<String> unused = new TreeSet<>();
    held.forEach(
        (ref, one) -> {
          if (one.merchants().isEmpty()) {
            unused.add(ref);
          }
        });
    return unused;
  }

  /** What the settings begin with that say whom a secret belongs to. */
  String merchantsSetting() {
    return merchantsSetting;
  }

  /**
   * The secrets of that name, at least one.
   *
   * @throws RefusedException the name is unknown or belongs to other merchants
   */
  public List<S> of(String ref, String merchantId) throws RefusedException {
    Held<S> found = held.get(ref);
    if (found == null) {
      throw new RefusedException("NO_SECRET", "no secret is configured under " + ref);
    }
    if (found.merchants().isEmpty()) {
      throw new RefusedException(
          "NO_SECRET", "%s is for nobody, %s%s is not set".formatted(ref, merchantsSetting, ref));
    }
    if (!found.isFor(merchantId)) {
      throw new RefusedException("FOREIGN_SECRET", "%s is not this merchant's".formatted(ref));
    }
    return found.secrets();
  }

  /** The names alone. */
  @Override
  public String toString() {
    return held.keySet().stream().sorted().toList().toString();
  }
}
