package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looks at the dashboard is told what he sees, can narrow it, and finds what to do. */
class DashboardTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)}?");
  private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
  private static final Pattern SAMPLE = Pattern.compile("\\b(renewals_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern TO_RUNBOOK = Pattern.compile("\\$\\{runbook}#([a-z]+)");
  private static final Set<String> NARROWED = Set.of("carrier", "channel");

  private final Map<String, List<String>> documented = Docs.rows("docs/metrics.md", 5);
  private JsonNode dashboard;

  @BeforeEach
  void read() throws Exception {
    dashboard = new ObjectMapper().readTree(Docs.read("docker/grafana/dashboards/renewals.json"));
  }

  @Test
  void shouldSayOfEveryPanelWhatItShowsAndWhatIsBad() {
    assertThat(panels())
        .isNotEmpty()
        .allSatisfy(
            panel ->
                assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .containsPattern(".{20,} Bad: .+\\."));
  }

  @Test
  void shouldUseEveryVariableAndNoOther() {
    Set<String> used = new TreeSet<>();
    for (String key : List.of("expr", "url")) {
      for (String text : dashboard.findValuesAsText(key)) {
        used.addAll(all(VARIABLE, text).map(one -> one.group(1)).toList());
      }
    }

    assertThat(used).isEqualTo(new TreeSet<>(variables().keySet()));
  }

  @Test
  void shouldTakeTheValuesOfVariablesFromDocumentedMetrics() {
    List<String> queries =
        variables().values().stream()
            .filter(variable -> variable.path("type").asText().equals("query"))
            .map(variable -> variable.path("query").path("query").asText())
            .toList();

    assertThat(queries)
        .isNotEmpty()
        .allSatisfy(
            query -> {
              Matcher values = VALUES.matcher(query);
              assertThat(values.matches()).isTrue();
              assertThat(documented).containsKey(values.group(1));
              if (!values.group(2).equals("instance")) {
                assertThat(labelsOf(values.group(1))).contains(values.group(2));
              }
            });
  }

  @Test
  void shouldNarrowEveryQueryOfAMetricThatNamesCarriersOrChannels() {
    for (JsonNode panel : panels()) {
      for (String query : panel.findValuesAsText("expr")) {
        all(SAMPLE, query)
            .forEach(
                sample -> {
                  Set<String> labels = new TreeSet<>(labelsOf(sample.group(1)));
                  labels.retainAll(NARROWED);
                  String selected = String.valueOf(sample.group(2));
                  assertThat(labels)
                      .as(query)
                      .allSatisfy(label -> assertThat(selected).contains(label + "=~\"$"));
                });
      }
    }
  }

  @Test
  void shouldMarkCarriersOutages() {
    assertThat(dashboard.path("annotations").path("list").findValuesAsText("expr"))
        .contains("max by (carrier) (renewals_carrier_state{carrier=~\"$carrier\"}) == 3");
  }

  @Test
  void shouldLeadToParagraphsOfTheRunbook() {
    Set<String> paragraphs =
        Docs.read("docs/operations.md")
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<String> links = new ArrayList<>();
    panels().forEach(panel -> links.addAll(panel.path("links").findValuesAsText("url")));

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(
            url -> {
              Matcher link = TO_RUNBOOK.matcher(url);
              assertThat(link.matches()).as(url).isTrue();
              assertThat(paragraphs).contains(link.group(1));
            });
  }

  @Test
  void shouldFindTheRunbookWhereTheAlertsDo() {
    String runbook = variables().get("runbook").path("query").asText();

    assertThat(Docs.read("docker/prometheus/alerts.yml"))
        .contains("runbook_url: " + runbook + "#stuckmoney");
  }

  private List<JsonNode> panels() {
    return StreamSupport.stream(dashboard.path("panels").spliterator(), false)
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  private Map<String, JsonNode> variables() {
    return StreamSupport.stream(dashboard.path("templating").path("list").spliterator(), false)
        .collect(Collectors.toMap(one -> one.path("name").asText(), one -> one));
  }

  private Set<String> labelsOf(String sample) {
    String family = sample.replaceFirst("_(bucket|count|sum)$", "");
    List<String> row = documented.getOrDefault(sample, documented.get(family));
    assertThat(row).as(sample).isNotNull();
    return Docs.list(row.get(2));
  }

  private static Stream<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
