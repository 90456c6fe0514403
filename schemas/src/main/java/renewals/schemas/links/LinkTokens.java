package renewals.schemas.links;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import renewals.schemas.links.SignedTokens.Worth;

/**
 * Tokens of links to renewals' pages: {@code <key id>.<made at>.<expiry>.<signature>}, with times
 * in seconds since 1970, base 36; all of them are signed. Several keys may count at once, so that
 * one can take the place of another; the first signs. Links of before keys had ids, {@code
 * <expiry>.<signature>}, open as long as they are valid.
 */
public final class LinkTokens {

  /** What the tokens of links are for: those of this purpose open no other door. */
  public static final String PURPOSE = "link";

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int PARTS = 4;
  private static final int RADIX = 36;

  private final List<Key> keys;

  /**
   * Tokens by some keys.
   *
   * @param keys at least one; the first signs, each of them opens
   */
  public LinkTokens(List<Key> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys are none, expected at least one");
    }
    this.keys = List.copyOf(keys);
  }

  /** One key; never printed. */
  public static final class Key {

    private final String id;
    private final byte[] secret;

    /**
     * A key.
     *
     * @param id 1 to 64 characters of A-Z a-z 0-9 _ -
     * @param secret at least 32 bytes, which whoever checks the links shares
     */
    public Key(String id, byte[] secret) {
      if (!isId(id)) {
        throw new IllegalArgumentException("id is %s, expected a key id".formatted(id));
      }
      this.id = id;
      this.secret = secret.clone();
    }

    /** Whether a text can be a key's id. */
    public static boolean isId(String text) {
      return KEY_ID.matcher(text).matches();
    }

    /** Its id, which stands in the tokens. */
    public String id() {
      return id;
    }

    /** A copy of the secret. */
    public byte[] secret() {
      return secret.clone();
    }

    private SignedTokens tokens(String madeAt) {
      return new SignedTokens(secret, PURPOSE + ' ' + id + ' ' + madeAt);
    }
  }

  /**
   * What a token is worth.
   *
   * @param madeAt when the link was made; the beginning of time where the token doesn't say, and
   *     where it is forged
   */
  public record Checked(Worth worth, Instant madeAt) {}

  /**
   * What stands in the place of a renewalId in the tokens, and revocations, of the page of all
   * cards of a merchant: no renewalId has a slash.
   */
  public static String ofMerchant(String merchantId) {
    return "m/" + merchantId;
  }

  /** A token that opens a renewal's page until {@code expires}, both rounded down to seconds. */
  public String sign(String renewalId, Instant madeAt, Instant expires) {
    Key key = keys.getFirst();
    String made = Long.toString(madeAt.getEpochSecond(), RADIX);
    return key.id() + '.' + made + '.' + key.tokens(made).sign(renewalId, expires);
  }

  /** What a token is worth for a renewal. */
  public Checked check(String token, String renewalId, Instant now) {
    String[] parts = token.split("\\.", PARTS);
    if (parts.length < PARTS) {
      return new Checked(withoutId(token, renewalId, now), Instant.EPOCH);
    }
    Optional<Key> key = keys.stream().filter(one -> one.id().equals(parts[0])).findFirst();
    Worth worth =
        key.map(one -> one.tokens(parts[1]).check(parts[2] + '.' + parts[3], renewalId, now))
            .orElse(Worth.FORGED);
    // Only what we signed comes so far, and we sign only what is a number.
    return worth == Worth.FORGED
        ? new Checked(worth, Instant.EPOCH)
        : new Checked(worth, Instant.ofEpochSecond(Long.parseLong(parts[1], RADIX)));
  }

  private Worth withoutId(String token, String renewalId, Instant now) {
    return keys.stream()
        .map(key -> new SignedTokens(key.secret(), PURPOSE).check(token, renewalId, now))
        .filter(worth -> worth != Worth.FORGED)
        .findFirst()
        .orElse(Worth.FORGED);
  }
}
