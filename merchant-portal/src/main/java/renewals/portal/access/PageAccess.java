package renewals.portal.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.portal.config.PageSettings;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.SignedTokens;
import renewals.schemas.links.SignedTokens.Worth;

/**
 * Who may see a renewal's page: whoever has a signed link, or a pass, which is a cookie for this
 * one page that is given for the right digits. The page of all cards of a merchant opens by a
 * signed link of its own only: no link to one renewal leads there, since it is passed on to whoever
 * stands at that terminal.
 */
public final class PageAccess {

  /** The signature in a link. */
  public static final String TOKEN = "t";

  private static final String COOKIE = "pass";
  private static final String PASS = "pass";
  private static final int SECRET_BYTES = 32;

  private final @Nullable LinkTokens links;
  private final RevokedLinks revoked;
  private final List<SignedTokens> passes;
  private final Duration valid;
  private final boolean secure;
  private final Clock clock;

  /**
   * Access by these settings.
   *
   * @param revoked which links open nothing any more
   */
  public PageAccess(PageSettings settings, RevokedLinks revoked, Clock clock) {
    List<LinkTokens.Key> keys = settings.linkKeys();
    this.links = keys.isEmpty() ? null : new LinkTokens(keys);
    this.revoked = revoked;
    this.passes =
        keys.isEmpty()
            ? List.of(new SignedTokens(secretByChance(), PASS))
            : keys.stream().map(key -> new SignedTokens(key.secret(), PASS)).toList();
    this.valid = settings.passValid();
    this.secure = settings.secure();
    this.clock = clock;
  }

  /** Gives a pass for a renewal's page. */
  public void give(Context context, String renewalId) {
    String token = passes.getFirst().sign(renewalId, clock.instant().plus(valid));
    int seconds = Math.toIntExact(valid.toSeconds());
    context.cookie(
        new Cookie(COOKIE, token, "/r/" + renewalId, seconds, secure, true, null, SameSite.STRICT));
  }

  /** What the caller may see of a renewal: the better of his link and his pass. */
  public Worth check(Context context, String renewalId) {
    Worth byLink = ofLink(context.queryParam(TOKEN), renewalId);
    Worth byPass = ofPass(context.cookie(COOKIE), renewalId);
    if (byLink == Worth.VALID || byPass == Worth.VALID) {
      return Worth.VALID;
    }
    return byLink == Worth.EXPIRED || byPass == Worth.EXPIRED ? Worth.EXPIRED : Worth.FORGED;
  }

  /** What the caller may see of all cards of a merchant, by his link alone. */
  public Worth ofMerchant(Context context, String merchantId) {
    return ofLink(context.queryParam(TOKEN), LinkTokens.ofMerchant(merchantId));
  }

  /**
   * The token of a link to one of his renewals, for who may see all cards of a merchant; as long
   * valid as a pass.
   */
  public String linkTo(String renewalId) {
    Instant now = clock.instant();
    return links == null ? "" : links.sign(renewalId, now, now.plus(valid));
  }

  /** What lets the caller in: his link, else his pass; the same for all who have it. */
  public String heldBy(Context context, String renewalId) {
    String link = context.queryParam(TOKEN);
    return ofLink(link, renewalId) == Worth.VALID ? TOKEN + link : COOKIE + context.cookie(COOKIE);
  }

  private Worth ofLink(@Nullable String link, String renewalId) {
    if (link == null || links == null) {
      return Worth.FORGED;
    }
    LinkTokens.Checked checked = links.check(link, renewalId, clock.instant());
    return checked.worth() == Worth.VALID && revoked.isRevoked(renewalId, checked.madeAt())
        ? Worth.EXPIRED
        : checked.worth();
  }

  private Worth ofPass(@Nullable String pass, String renewalId) {
    return pass == null
        ? Worth.FORGED
        : passes.stream()
            .map(tokens -> tokens.check(pass, renewalId, clock.instant()))
            .filter(worth -> worth != Worth.FORGED)
            .findFirst()
            .orElse(Worth.FORGED);
  }

  private static byte[] secretByChance() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
