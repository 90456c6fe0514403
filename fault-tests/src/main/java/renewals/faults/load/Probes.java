package renewals.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import renewals.stack.sim.partner.Post;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.SampleRenewal;

/**
 * Asks whether the whole pipeline goes on: one renewal for each partition, through the intakes, for
 * a merchant in each partition, until it is usable and the merchant has been told.
 */
public final class Probes {

  /** Longer than anybody should have to wait, so that what was too late is measured too. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int partitions;
  private final List<Merchant> merchants;
  private final Post post;
  private final LiveOutputs live;
  private int sent;

  /**
   * Probes.
   *
   * @param merchants among whom those are chosen who have one address that always works
   */
  public Probes(int partitions, Collection<Merchant> merchants, Post post, LiveOutputs live) {
    this.partitions = partitions;
    this.merchants = oneOfEachPartition(partitions, merchants);
    this.post = post;
    this.live = live;
  }

  /**
   * How long it took until all of it worked.
   *
   * @param usable until the last renewal was usable
   * @param told until its merchant was told
   */
  public record Answered(Duration usable, Duration told) {}

  /** Sends one for each partition and waits for them. */
  public Answered run() throws InterruptedException {
    long begun = System.nanoTime();
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      String id = idFor(partition);
      Merchant merchant = merchants.get(partition % merchants.size());
      Instant now = Clock.systemUTC().instant();
      for (JsonNode event : SampleRenewal.of(id, merchant, sent, now.minusSeconds(120))) {
        post.send(id, event);
      }
      ids.add(id);
    }
    for (String id : ids) {
      live.awaitUsable(id, left(begun));
    }
    Duration usable = since(begun);
    for (String id : ids) {
      live.awaitTold(id + "/1/ACTIVATED/EMAIL", left(begun));
    }
    return new Answered(usable, since(begun));
  }

  private String idFor(int partition) {
    while (true) {
      sent++;
      String id = "PROBE-%06d".formatted(sent);
      if (partitionOf(id, partitions) == partition) {
        return id;
      }
    }
  }

  private static List<Merchant> oneOfEachPartition(int partitions, Collection<Merchant> merchants) {
    Map<Integer, Merchant> found = new HashMap<>();
    merchants.stream()
        .filter(merchant -> merchant.channels().equals(List.of("EMAIL")))
        .sorted(Comparator.comparing(Merchant::id))
        .forEach(merchant -> found.putIfAbsent(partitionOf(merchant.id(), partitions), merchant));
    return List.copyOf(found.values());
  }

  private static int partitionOf(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % partitions;
  }

  private static Duration left(long begun) {
    return PATIENCE.minus(since(begun));
  }

  private static Duration since(long begun) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }
}
