package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private final List<String> closed = new ArrayList<>();
  private final Closing closing = new Closing();

  @Test
  void shouldCloseInReverseOrderOnce() {
    closing.add(() -> closed.add("first"));
    closing.add(() -> closed.add("second"));

    closing.close();
    closing.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void shouldCloseTheRestWhateverFailsAndNameTheFirstFailure() {
    closing.add(() -> closed.add("first"));
    closing.add(failing("second"));
    closing.add(failing("third"));

    assertThatThrownBy(closing::close)
        .hasMessage("third")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("first");
  }

  private static AutoCloseable failing(String name) {
    return () -> {
      throw new IllegalStateException(name);
    };
  }
}
