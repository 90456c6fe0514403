package renewals.portal.ops;

import java.util.List;

/** What the operators' page shows; an empty text or list where nothing happened. */
public record OpsView(
    String asOf,
    String scope,
    boolean whole,
    List<String> lost,
    Bars states,
    List<OpsFigures.StuckMoney> money,
    String fitted,
    Times times,
    Promises promises,
    List<Row> deadReasons,
    Bars deadHours,
    List<Undelivered> undelivered,
    long unreadReceipts,
    List<UnknownPayment> unknownPayments) {

  /**
   * A bar chart.
   *
   * @param summary says in a sentence what it shows
   */
  public record Bars(String summary, List<Bar> bars) {}

  /** One bar; {@code length} of 440. */
  public record Bar(String label, long count, int length) {}

  /** A reason and how often. */
  public record Row(String name, long count) {}

  /**
   * Processing times on a logarithmic scale of 630.
   *
   * @param more how many rows are left out
   */
  public record Times(List<TimeScale.Mark> marks, List<Span> spans, int more) {}

  /** One line of processing times; both ends are on the scale. */
  public record Span(
      String label,
      String who,
      String step,
      String half,
      String nine,
      int halfAt,
      int nineAt,
      long observations) {}

  /**
   * How often quoted times were kept.
   *
   * @param promisedAt where the promised share lies
   * @param bars by carrier and channel, in hundredths
   * @param more how many rows are left out
   */
  public record Promises(
      String summary, int promisedAt, List<Share> bars, List<PromiseRow> rows, int more) {}

  /** Quoted times of one carrier and channel: how many per cent were kept. */
  public record Share(String label, String said, int length, String css) {}

  /** Quoted times that rested on one basis. */
  public record PromiseRow(
      String who, String basis, long held, long broken, String share, String css) {}

  /** What no answer of a channel tells. */
  public record UnknownPayment(String since, String renewalId, String channelId, String why) {}

  /** A notice that did not arrive. */
  public record Undelivered(
      String at,
      String merchantId,
      String renewalId,
      String channel,
      int attempts,
      String reason) {}
}
