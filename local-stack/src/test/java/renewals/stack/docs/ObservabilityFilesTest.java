package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts use metrics and labels that exist, and each alert says what to do. */
class ObservabilityFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String DASHBOARD = "docker/grafana/dashboards/renewals.json";
  private static final String ALERTS = "docker/prometheus/alerts.yml";

  /** A name with an underscore that is no function and no label of a grouping is a metric. */
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?!\\w*\\()");

  private static final Pattern SELECTED = Pattern.compile("([a-z0-9_]+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** What Prometheus itself knows of an instance. */
  private static final Pattern UP = Pattern.compile("\\bup(\\{[^}]*})? ==");

  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  private final Map<String, List<String>> documented = Docs.rows("docs/metrics.md", 5);

  @Test
  void shouldUseOnlyDocumentedMetricsOnTheDashboard() throws Exception {
    assertAllDocumented(dashboardQueries());
  }

  @Test
  void shouldUseOnlyDocumentedMetricsInAlerts() throws Exception {
    assertAllDocumented(alertQueries());
  }

  @Test
  void shouldSelectByDocumentedLabelsOnly() throws Exception {
    List<String> queries = new ArrayList<>(dashboardQueries());
    queries.addAll(alertQueries());
    for (String query : queries) {
      Matcher selected = SELECTED.matcher(query);
      while (selected.find()) {
        Matcher label = LABEL.matcher(QUOTED.matcher(selected.group(2)).replaceAll(""));
        while (label.find()) {
          assertThat(labelsOf(selected.group(1))).as(query).contains(label.group(1));
        }
      }
    }
  }

  @Test
  void shouldShowEveryMetricOfOursOnTheDashboardOrInAnAlert() throws Exception {
    List<String> queries = new ArrayList<>(dashboardQueries());
    queries.addAll(alertQueries());
    Set<String> used = new TreeSet<>();
    queries.forEach(query -> used.addAll(metricsIn(query)));
    Set<String> ours = new TreeSet<>(documented.keySet());
    ours.removeIf(name -> !name.startsWith(Scrape.OURS) || name.endsWith("_max"));

    assertThat(used).containsAll(ours);
  }

  @Test
  void shouldHaveARunbookForEveryAlertAndNoOther() throws Exception {
    List<String> alerts = new ArrayList<>();
    for (JsonNode rule : rules()) {
      String alert = rule.path("alert").asText();
      alerts.add(alert);
      assertThat(rule.path("annotations").path("runbook_url").asText())
          .isEqualTo("http://127.0.0.1:8082/ops/runbook#" + alert.toLowerCase(Locale.ROOT));
      assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
      assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
    }
    List<String> runbooks =
        Docs.read("docs/operations.md")
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();

    assertThat(runbooks).containsExactlyElementsOf(alerts);
  }

  /** With whatever Prometheus this machine has; the oldest that is meant is Debian's 2.42. */
  @Test
  void shouldPassPrometheusOwnTestsOfTheAlerts() throws Exception {
    assumeTrue(hasPromtool(), "promtool is not on the path");
    Path folder = Docs.root().resolve("docker/prometheus");

    assertThat(outputOf(folder, "promtool", "check", "rules", "alerts.yml")).contains("SUCCESS");
    assertThat(outputOf(folder, "promtool", "test", "rules", "alerts.test.yml"))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  private static boolean hasPromtool() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  private static String outputOf(Path folder, String... command) throws Exception {
    Path out = Files.createTempFile("promtool", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isZero();
      return Files.readString(out);
    } finally {
      Files.delete(out);
    }
  }

  private void assertAllDocumented(List<String> queries) {
    assertThat(queries).isNotEmpty();
    for (String query : queries) {
      Set<String> metrics = metricsIn(query);
      if (!UP.matcher(query).find()) {
        assertThat(metrics).as(query).isNotEmpty();
      }
      assertThat(documented.keySet()).as(query).containsAll(metrics);
    }
  }

  private Set<String> metricsIn(String query) {
    String plain =
        query
            .replaceAll("\\{[^}]*}", "")
            .replaceAll("\\b(by|without) \\([^)]*\\)", "")
            .replaceAll("\\w+\\(", "(");
    Set<String> metrics = new TreeSet<>();
    Matcher word = WORD.matcher(plain);
    while (word.find()) {
      metrics.add(familyOf(word.group()));
    }
    return metrics;
  }

  private String familyOf(String sample) {
    String family = sample.replaceFirst("_(bucket|count|sum)$", "");
    return documented.containsKey(family) ? family : sample;
  }

  private Set<String> labelsOf(String sample) {
    Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
    if (!sample.equals("up")) {
      labels.addAll(Docs.list(documented.get(familyOf(sample)).get(2)));
    }
    return labels;
  }

  private static List<String> dashboardQueries() throws Exception {
    List<String> queries = new ArrayList<>();
    JSON.readTree(Docs.read(DASHBOARD)).findValues("expr").forEach(q -> queries.add(q.asText()));
    return queries;
  }

  private static List<String> alertQueries() throws Exception {
    List<String> queries = new ArrayList<>();
    rules().forEach(rule -> queries.add(rule.path("expr").asText()));
    return queries;
  }

  private static JsonNode rules() throws Exception {
    return YAML.readTree(Docs.read(ALERTS)).path("groups").path(0).path("rules");
  }
}
