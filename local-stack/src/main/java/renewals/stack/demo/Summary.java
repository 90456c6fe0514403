package renewals.stack.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import renewals.kit.OwnerOnly;
import renewals.stack.verify.Guarantee;

/**
 * The guarantees at the end of a demonstration.
 *
 * @param seed makes up the same again
 * @param seconds how long all of it took
 */
public record Summary(int renewals, long seed, long seconds, List<Guarantee> guarantees) {

  private static final int DIFFERENCES_SHOWN = 10;

  public Summary {
    guarantees = List.copyOf(guarantees);
  }

  /** Whether every guarantee held. */
  public boolean allHeld() {
    return guarantees.stream().allMatch(Guarantee::held);
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.println();
    for (Guarantee guarantee : guarantees) {
      out.printf("%-6s  %s%n", guarantee.held() ? "held" : "BROKEN", guarantee.name());
      out.printf("        %s; %d comparisons%n", guarantee.counts(), guarantee.checked());
      guarantee.differences().stream()
          .limit(DIFFERENCES_SHOWN)
          .forEach(difference -> out.println("        - " + difference));
      int more = guarantee.differences().size() - DIFFERENCES_SHOWN;
      if (more > 0) {
        out.printf("        - and %d more%n", more);
      }
    }
    long held = guarantees.stream().filter(Guarantee::held).count();
    out.printf(
        "%n%d of %d promises held, %d renewals, seed %d, %d s%n",
        held, guarantees.size(), renewals, seed, seconds);
    out.flush();
  }

  /** For machines. */
  public void writeJson(Path file) {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode summary =
        json.createObjectNode()
            .put("allHeld", allHeld())
            .put("renewals", renewals)
            .put("seed", seed)
            .put("seconds", seconds);
    ArrayNode list = summary.putArray("promises");
    for (Guarantee guarantee : guarantees) {
      ObjectNode one =
          list.addObject()
              .put("name", guarantee.name())
              .put("held", guarantee.held())
              .put("counts", guarantee.counts())
              .put("comparisons", guarantee.checked());
      ArrayNode differences = one.putArray("differences");
      guarantee.differences().forEach(differences::add);
    }
    try {
      Files.write(OwnerOnly.file(file), json.writeValueAsBytes(summary));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
