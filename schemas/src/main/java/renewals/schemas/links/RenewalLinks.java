package renewals.schemas.links;

import java.time.Duration;
import java.time.Instant;

/**
 * Signed links to a renewal's page: {@code <base URL>/r/<renewalId>?t=<token>}. They open it
 * without typing, for whoever holds them, until they expire.
 */
public final class RenewalLinks {

  /** What the tokens of links are for: those of this purpose open no other door. */
  public static final String PURPOSE = "link";

  private final SignedTokens tokens;
  private final String baseUrl;
  private final Duration valid;

  /**
   * Links of one site.
   *
   * @param secret at least 32 bytes, which whoever checks the links shares
   * @param baseUrl what they begin with, without a slash at its end
   * @param valid how long each opens the page
   */
  public RenewalLinks(byte[] secret, String baseUrl, Duration valid) {
    this.tokens = new SignedTokens(secret, PURPOSE);
    this.baseUrl = baseUrl;
    this.valid = valid;
  }

  /**
   * The link to a renewal's page. The same moment gives the same link.
   *
   * @param from the moment from which it is valid
   */
  public String to(String renewalId, Instant from) {
    return "%s/r/%s?t=%s".formatted(baseUrl, renewalId, tokens.sign(renewalId, from.plus(valid)));
  }
}
