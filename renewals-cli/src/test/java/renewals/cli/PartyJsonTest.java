package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartyJsonTest {

  @TempDir private Path folder;

  private String file = "";

  @BeforeEach
  void addAParty() {
    file = folder.resolve("parties.yaml").toString();
    assertThat(
            Cli.run(
                    Map.of(),
                    "party",
                    "add",
                    "lin",
                    "--event",
                    "payment",
                    "--channel",
                    "c",
                    "--generate",
                    "--file",
                    file)
                .exit())
        .isZero();
  }

  @Test
  void shouldListPartiesAsJson() {
    assertThat(Cli.run(Map.of(), "party", "list", "--json", "--file", file).lines())
        .singleElement()
        .asString()
        .startsWith("{\"id\":\"lin\",\"events\":[\"payment\"],\"keys\":[{\"keyId\":\"lin-1\"")
        .contains("\"counts\":true");
  }

  @Test
  void shouldCheckAFileAsJson() {
    assertThat(Cli.run(Map.of(), "party", "check", "--json", file).lines())
        .singleElement()
        .asString()
        .startsWith("{\"parties\":1,\"keys\":1,\"doubts\":[");
  }
}
