package renewals.notifier.senders.sms.template;

/**
 * What a provider knows us by.
 *
 * @param id goes with each request
 * @param secret signs it and never leaves
 */
public record CloudKey(String id, String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "CloudKey[" + id + "]";
  }
}
