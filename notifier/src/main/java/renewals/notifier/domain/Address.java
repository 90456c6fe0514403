package renewals.notifier.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a notice goes.
 *
 * @param target e-mail address, URL or phone number
 * @param secretRef the name of a webhook's signing secret
 */
public record Address(String target, @Nullable String secretRef) {

  /** Says nothing: addresses are not for logs. */
  @Override
  public String toString() {
    return "Address[…]";
  }
}
