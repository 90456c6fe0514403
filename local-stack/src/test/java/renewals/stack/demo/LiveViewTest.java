package renewals.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.stack.verify.Guarantee;

class LiveViewTest {

  @Test
  void shouldWritePlainLinesWhereNobodyWatchesATerminal() {
    StringWriter out = new StringWriter();

    try (LiveView view =
        new LiveView(new PrintWriter(out), false, () -> List.of("sent 1", "activated 0"))) {
      view.start();
    }

    assertThat(out.toString()).contains("sent 1 · activated 0").doesNotContain("\u001b");
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void shouldNotCallAPromiseHeldThatComparedNothing() {
    assertThat(new Guarantee("nothing", "0", 0, List.of()).held()).isFalse();
    assertThat(new Guarantee("one", "1", 1, List.of()).held()).isTrue();
    assertThat(new Guarantee("one", "1", 1, List.of("differs")).held()).isFalse();
  }
}
