package renewals.kit.tracing;

/** What spans of several services say, by the names that they say it under. */
public final class TraceAttributes {

  /** Of which renewal a span is. */
  public static final String RENEWAL_ID = "renewal.id";

  /** Of which notice a span is. */
  public static final String NOTICE_ID = "notice.id";

  /** What became of it. */
  public static final String OUTCOME = "renewal.outcome";

  private TraceAttributes() {}
}
