package renewals.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SandboxBandTest {

  @Test
  void shouldStandFirstInTheBodyOfAPage() {
    String page = SandboxBand.in("<html><body class=\"ops-page\"><main>", "2026-01-01 08:00");

    assertThat(page)
        .startsWith("<html><body class=\"ops-page\"><p class=\"sandbox\"")
        .contains("测试环境", "Sandbox", "2026-01-01 08:00")
        .endsWith("<main>");
  }

  @Test
  void shouldLeaveAPartOfAPageAsItIs() {
    assertThat(SandboxBand.in("<div id=\"figures\">", "2026-01-01 08:00"))
        .isEqualTo("<div id=\"figures\">");
  }
}
