package renewals.portal.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import renewals.portal.config.PageSettings;
import renewals.schemas.links.SignedTokens;
import renewals.schemas.links.SignedTokens.Worth;

/**
 * Who may see a renewal's page: whoever has a signed link, or a pass, which is a cookie for this
 * one page that is given for the right digits.
 */
public final class PageAccess {

  /** The signature in a link. */
  public static final String TOKEN = "t";

  private static final String COOKIE = "pass";

  private final @Nullable SignedTokens links;
  private final SignedTokens passes;
  private final Duration valid;
  private final boolean secure;
  private final Clock clock;

  public PageAccess(PageSettings settings, Clock clock) {
    PageSettings.Secret secret = settings.linkSecret().orElseGet(PageSettings.Secret::byChance);
    this.links =
        settings.linkSecret().map(shared -> new SignedTokens(shared.bytes(), "link")).orElse(null);
    this.passes = new SignedTokens(secret.bytes(), "pass");
    this.valid = settings.passValid();
    this.secure = settings.secure();
    this.clock = clock;
  }

  /** Gives a pass for a renewal's page. */
  public void give(Context context, String renewalId) {
    String token = passes.sign(renewalId, clock.instant().plus(valid));
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

  /** What lets the caller in: his link, else his pass; the same for all who have it. */
  public String heldBy(Context context, String renewalId) {
    String link = context.queryParam(TOKEN);
    return ofLink(link, renewalId) == Worth.VALID ? TOKEN + link : COOKIE + context.cookie(COOKIE);
  }

  private Worth ofLink(@Nullable String link, String renewalId) {
    return link == null || links == null
        ? Worth.FORGED
        : links.check(link, renewalId, clock.instant());
  }

  private Worth ofPass(@Nullable String pass, String renewalId) {
    return pass == null ? Worth.FORGED : passes.check(pass, renewalId, clock.instant());
  }
}
