package renewals.activation.renewal.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.routing.WatermarkPace;

/**
 * Sends all cards the watermark of a partition of renewals, behind all changes that it asked for.
 * So no reminder is sent while a renewal that cancels it lies unread.
 */
public final class CardWatermarks {

  /** How late a reminder may be for their sake, in about: nobody notices it after days. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final int TICKS = 20;

  /**
   * How far apart they are where time is looked at that often: the closer, the more often that is.
   */
  static Duration every(Duration tick) {
    Duration ticks = tick.multipliedBy(TICKS);
    return ticks.compareTo(EVERY) < 0 ? ticks : EVERY;
  }

  /** The key of a watermark, which is no card's. */
  private static final byte[] WATERMARK_KEY = "watermark".getBytes(StandardCharsets.UTF_8);

  private final int partition;
  private final WatermarkPace pace;
  private final Consumer<Record<byte[], byte[]>> forward;
  private final CardFormat format = new CardFormat();

  /**
   * Of a partition of renewals.
   *
   * @param every how far apart those are that are sent
   * @param forward towards the cards
   */
  CardWatermarks(int partition, Duration every, Consumer<Record<byte[], byte[]>> forward) {
    this.partition = partition;
    this.pace = new WatermarkPace(every);
    this.forward = forward;
  }

  /**
   * Sends the watermark, if it has come far enough since the last one that was sent.
   *
   * @param watermark the moment up to which all has been judged, in epoch milliseconds
   * @param now the wall clock, in epoch milliseconds
   */
  void send(long watermark, long now) {
    if (!pace.tells(watermark)) {
      return;
    }
    byte[] value = format.write(new RemoteWatermark(partition, CardInput.ALL_CARDS, watermark));
    forward.accept(new Record<>(WATERMARK_KEY, value, now));
  }

  /**
   * A watermark goes to every partition of cards, a change to that of its card, which is its key.
   */
  public static Set<Integer> partitionsOf(byte[] key, byte[] value, int count) {
    return Arrays.equals(key, WATERMARK_KEY) ? RecordPartitioner.all(count) : Set.of();
  }
}
