package renewals.portal.merchant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import renewals.portal.access.LookupRateLimits;
import renewals.portal.live.LiveShares.Share;
import renewals.portal.live.LiveSubscribers;

/** What the merchants' pages count. */
final class PageMeters {

  private final Map<Ask, Counter> asks;
  private final Map<Share, Counter> refused;

  /** What became of an ask. */
  enum Ask {
    RIGHT,
    WRONG,
    WHOLE_NUMBER_NEEDED,
    TOO_OFTEN
  }

  PageMeters(MeterRegistry registry, LookupRateLimits limits, LiveSubscribers watchers) {
    asks =
        each(
            Ask.values(),
            result ->
                Counter.builder("renewals.page.asks")
                    .description("Asks for a renewal's page, by what became of them")
                    .tag("result", result.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    refused =
        each(
            Share.values(),
            share ->
                Counter.builder("renewals.page.live.refused")
                    .description("Pages that ask again, since a share of the live ones is used up")
                    .tag("share", share.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    Gauge.builder("renewals.page.wrong.in.a.day", limits, LookupRateLimits::wrongInADay)
        .description("Wrong last four digits of the last day, of page.wrong.per.day")
        .register(registry);
    Gauge.builder("renewals.page.live", watchers, LiveSubscribers::count)
        .description("Pages that are kept up to date")
        .register(registry);
  }

  void asked(Ask result) {
    Objects.requireNonNull(asks.get(result)).increment();
  }

  void refused(Share share) {
    Objects.requireNonNull(refused.get(share)).increment();
  }

  private static <K> Map<K, Counter> each(K[] keys, Function<K, Counter> counter) {
    return Arrays.stream(keys).collect(Collectors.toUnmodifiableMap(key -> key, counter));
  }
}
