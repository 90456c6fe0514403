package renewals.stack.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole house: arrows run one way. */
class HouseTest {

  private static Sources sources;

  @BeforeAll
  static void readSources() throws IOException {
    sources = Sources.read();
  }

  @Test
  void shouldHaveNoCircleBetweenFilesButASealedTypeWithItsCases() {
    List<Set<String>> circles =
        sources.circlesOfFiles().stream()
            .filter(circle -> !sources.isSealedTypeWithItsCases(circle))
            .toList();

    assertThat(sources.texts()).hasSizeGreaterThan(400);
    assertThat(circles).isEmpty();
  }

  @Test
  void shouldHaveNoCircleBetweenPackages() {
    assertThat(sources.circlesOfPackages()).isEmpty();
  }
}
