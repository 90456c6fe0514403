package renewals.schemas.links;

import java.time.Duration;
import java.time.Instant;

/**
 * Signed links to pages: of a renewal, {@code <base URL>/r/<renewalId>?t=<token>}, and of all cards
 * of a merchant, {@code /m/<merchantId>}. They open it without typing, for whoever holds them,
 * until they expire.
 */
public final class RenewalLinks {

  private final LinkTokens tokens;
  private final String baseUrl;
  private final Duration valid;

  /**
   * Links of one site.
   *
   * @param baseUrl what they begin with, without a slash at its end
   * @param valid how long each opens the page
   */
  public RenewalLinks(LinkTokens tokens, String baseUrl, Duration valid) {
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.valid = valid;
  }

  /**
   * The link to a renewal's page. The same moment gives the same link.
   *
   * @param madeAt the moment at which it is made and from which it is valid
   */
  public String to(String renewalId, Instant madeAt) {
    String token = tokens.sign(renewalId, madeAt, madeAt.plus(valid));
    return "%s/r/%s?t=%s".formatted(baseUrl, renewalId, token);
  }

  /**
   * The link to the page of a merchant's cards: {@code <base URL>/m/<merchantId>?t=<token>}.
   *
   * @param madeAt as of {@link #to}
   */
  public String toMerchant(String merchantId, Instant madeAt) {
    String token = tokens.sign(LinkTokens.ofMerchant(merchantId), madeAt, madeAt.plus(valid));
    return "%s/m/%s?t=%s".formatted(baseUrl, merchantId, token);
  }
}
