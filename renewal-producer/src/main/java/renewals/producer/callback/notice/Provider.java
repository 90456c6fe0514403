package renewals.producer.callback.notice;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of payment channel that tells of payments by callbacks.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 */
public enum Provider {
  WECHAT_PAY("wechat-pay", Duration.ofMinutes(5)),
  ALIPAY("alipay", Duration.ofHours(26)),
  LAKALA("lakala", Duration.ofHours(26));

  private final String pathName;
  private final Duration usualMaxAge;

  Provider(String pathName, Duration usualMaxAge) {
    this.pathName = pathName;
    this.usualMaxAge = usualMaxAge;
  }

  /** The provider of that name in settings and paths. */
  public static Optional<Provider> named(String pathName) {
    return Arrays.stream(values()).filter(one -> one.pathName.equals(pathName)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Provider::pathName).collect(Collectors.joining(", "));
  }

  /** What it is called in settings and paths. */
  public String pathName() {
    return pathName;
  }

  /** How old its notices may be where nobody says otherwise. */
  public Duration usualMaxAge() {
    return usualMaxAge;
  }
}
