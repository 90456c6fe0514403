package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentlyUnknownTest {

  private final AtomicLong clock = new AtomicLong();
  private final RecentlyUnknown unknown = new RecentlyUnknown(clock::get);

  @Test
  void shouldRememberForAFewSecondsOnly() {
    unknown.add(1);
    assertThat(unknown.contains(1)).isTrue();

    clock.addAndGet(RecentlyUnknown.KEPT.toNanos());
    assertThat(unknown.contains(1)).isFalse();
    assertThat(unknown.size()).isZero();
  }

  @Test
  void shouldStayBoundedUnderAFloodOfForgedIds() {
    for (int id = 0; id < 10 * RecentlyUnknown.MOST; id++) {
      unknown.add(id);
      assertThat(unknown.size()).isLessThanOrEqualTo(RecentlyUnknown.MOST);
    }
    assertThat(unknown.contains(10 * RecentlyUnknown.MOST - 1)).isTrue();
  }
}
