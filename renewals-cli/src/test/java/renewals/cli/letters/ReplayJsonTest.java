package renewals.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import renewals.cli.replay.ReplayResult;

class ReplayJsonTest {

  @Test
  void shouldSayOfAReasonWhatGoesBackAndWhatStays() {
    ReplayResult result =
        new ReplayResult(
            "UNREADABLE",
            3,
            new TreeMap<>(Map.of("renewal-updates", 1)),
            new TreeMap<>(Map.of("says no party", 2)),
            1);

    assertThat(ReplayJson.of(result, true))
        .hasToString(
            "{\"reason\":\"UNREADABLE\",\"dryRun\":true,\"replayed\":3,"
                + "\"left\":{\"renewal-updates\":1},\"refused\":{\"says no party\":2},"
                + "\"doubled\":1}");
  }
}
