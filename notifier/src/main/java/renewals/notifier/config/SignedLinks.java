package renewals.notifier.config;

import java.time.Instant;
import java.util.Optional;
import renewals.notifier.domain.message.PageLinks;
import renewals.schemas.links.RenewalLinks;

/** Links that the portal opens. */
record SignedLinks(RenewalLinks made) implements PageLinks {

  @Override
  public Optional<String> to(String renewalId, Instant at) {
    return Optional.of(made.to(renewalId, at));
  }

  @Override
  public Optional<String> toMerchant(String merchantId, Instant at) {
    return Optional.of(made.toMerchant(merchantId, at));
  }
}
