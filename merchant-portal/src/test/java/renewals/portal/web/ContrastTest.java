package renewals.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text can be read: WCAG 2.2 AA, computed from the colours of the style sheet. */
class ContrastTest {

  private static final double OF_TEXT = 4.5;
  private static final double OF_PARTS = 3.0;
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{3,6})");
  private static final Pattern ROOT = Pattern.compile(":root \\{([^}]*)}");

  /** Which colour stands on which. */
  private static final List<String[]> TEXTS =
      List.of(
          new String[] {"ink", "paper"},
          new String[] {"ink", "panel"},
          new String[] {"soft", "paper"},
          new String[] {"soft", "panel"},
          new String[] {"accent", "paper"},
          new String[] {"accent", "panel"},
          new String[] {"ink", "good-bg"},
          new String[] {"good", "good-bg"},
          new String[] {"ink", "wait-bg"},
          new String[] {"wait", "wait-bg"},
          new String[] {"ink", "act-bg"},
          new String[] {"act", "act-bg"},
          new String[] {"ink", "bad-bg"},
          new String[] {"bad", "bad-bg"},
          new String[] {"panel", "good"},
          new String[] {"panel", "wait"},
          new String[] {"panel", "act"},
          new String[] {"panel", "bad"},
          new String[] {"bad", "panel"},
          new String[] {"good", "panel"},
          new String[] {"act", "paper"},
          new String[] {"bad", "paper"});

  private static final List<String[]> PARTS =
      List.of(
          new String[] {"accent", "panel"},
          new String[] {"good", "panel"},
          new String[] {"bad", "panel"},
          new String[] {"soft", "panel"});

  @Test
  void shouldLetEveryTextBeReadInLightAndDark() throws Exception {
    for (Map<String, String> colours : themes()) {
      for (String[] pair : TEXTS) {
        assertThat(contrast(colours.get(pair[0]), colours.get(pair[1])))
            .as("%s on %s, %s", pair[0], pair[1], colours)
            .isGreaterThanOrEqualTo(OF_TEXT);
      }
    }
  }

  @Test
  void shouldLetChartsAndFieldsBeSeenInLightAndDark() throws Exception {
    for (Map<String, String> colours : themes()) {
      for (String[] pair : PARTS) {
        assertThat(contrast(colours.get(pair[0]), colours.get(pair[1])))
            .as("%s on %s", pair[0], pair[1])
            .isGreaterThanOrEqualTo(OF_PARTS);
      }
      assertThat(contrast("#7b8798", colours.get("panel")))
          .as("border of a field")
          .isGreaterThanOrEqualTo(OF_PARTS);
    }
  }

  @Test
  void shouldLetTheButtonBeRead() throws Exception {
    assertThat(style()).contains("color: #fff; background: #0a54d6;").contains("#0844b0");
    assertThat(contrast("#fff", "#0a54d6")).isGreaterThanOrEqualTo(OF_TEXT);
    assertThat(contrast("#fff", "#0844b0")).isGreaterThanOrEqualTo(OF_TEXT);
  }

  @Test
  void shouldComputeContrastAsTheGuidelinesDo() {
    assertThat(contrast("#000", "#fff")).isEqualTo(21);
    assertThat(contrast("#777", "#fff")).isBetween(4.47, 4.49);
  }

  private static List<Map<String, String>> themes() throws IOException {
    List<Map<String, String>> themes =
        ROOT.matcher(style()).results().map(root -> colours(root.group(1))).toList();
    assertThat(themes).hasSize(2);
    return themes;
  }

  private static Map<String, String> colours(String block) {
    Map<String, String> colours = new HashMap<>();
    Matcher found = COLOUR.matcher(block);
    while (found.find()) {
      colours.put(found.group(1), found.group(2));
    }
    return colours;
  }

  private static double contrast(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    String hex = colour.substring(1);
    String all = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
    return 0.2126 * linear(all.substring(0, 2))
        + 0.7152 * linear(all.substring(2, 4))
        + 0.0722 * linear(all.substring(4, 6));
  }

  private static double linear(String hex) {
    double part = Integer.parseInt(hex, 16) / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static String style() throws IOException {
    try (InputStream from = Assets.class.getResourceAsStream("/renewals/page/style.css")) {
      assertThat(from).isNotNull();
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
