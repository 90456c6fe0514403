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
import renewals.stack.verify.Promise;

/**
 * The promises at the end of a demonstration.
 *
 * @param seed makes up the same again
 * @param seconds how long all of it took
 */
public record Summary(int renewals, long seed, long seconds, List<Promise> promises) {

  private static final int DIFFERENCES_SHOWN = 10;

  public Summary {
    promises = List.copyOf(promises);
  }

  /** Whether every promise held. */
  public boolean allHeld() {
    return promises.stream().allMatch(Promise::held);
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.println();
    for (Promise promise : promises) {
      out.printf("%-6s  %s%n", promise.held() ? "held" : "BROKEN", promise.name());
      out.printf("        %s; %d comparisons%n", promise.counts(), promise.checked());
      promise.differences().stream()
          .limit(DIFFERENCES_SHOWN)
          .forEach(difference -> out.println("        - " + difference));
      int more = promise.differences().size() - DIFFERENCES_SHOWN;
      if (more > 0) {
        out.printf("        - and %d more%n", more);
      }
    }
    long held = promises.stream().filter(Promise::held).count();
    out.printf(
        "%n%d of %d promises held, %d renewals, seed %d, %d s%n",
        held, promises.size(), renewals, seed, seconds);
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
    for (Promise promise : promises) {
      ObjectNode one =
          list.addObject()
              .put("name", promise.name())
              .put("held", promise.held())
              .put("counts", promise.counts())
              .put("comparisons", promise.checked());
      ArrayNode differences = one.putArray("differences");
      promise.differences().forEach(differences::add);
    }
    try {
      Files.write(OwnerOnly.file(file), json.writeValueAsBytes(summary));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
