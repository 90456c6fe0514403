package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NegativeCacheTest {

  private final AtomicLong clock = new AtomicLong();
  private final NegativeCache unknown = new NegativeCache(clock::get);

  @Test
  void shouldRememberForAFewSecondsOnly() {
    unknown.add(1);
    assertThat(unknown.contains(1)).isTrue();

    clock.addAndGet(NegativeCache.KEPT.toNanos());
    assertThat(unknown.contains(1)).isFalse();
    assertThat(unknown.size()).isZero();
  }

  @Test
  void shouldStayBoundedUnderAFloodOfForgedIds() {
    for (int id = 0; id < 10 * NegativeCache.MOST; id++) {
      unknown.add(id);
      assertThat(unknown.size()).isLessThanOrEqualTo(NegativeCache.MOST);
    }
    assertThat(unknown.contains(10 * NegativeCache.MOST - 1)).isTrue();
  }
}
