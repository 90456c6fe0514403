package renewals.bench.rival.sql;

import java.util.List;

/** Tables and statements. Times are epoch milliseconds, money is minor units. */
final class Sql {

  /** A row is rewritten once for each fact: room on its page makes that a heap-only update. */
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE fact (fact_id text COLLATE \"C\" PRIMARY KEY)",
          """
          CREATE TABLE renewal (
            renewal_id text COLLATE "C" PRIMARY KEY,
            merchant_id text, terminal_id text, iccid text, carrier_id text, channel_id text,
            data_bytes bigint, requested_at bigint, amount_due bigint,
            net bigint NOT NULL, paid_at bigint,
            approved boolean, review_id text COLLATE "C", decided_at bigint,
            usable boolean NOT NULL, turned boolean NOT NULL, activations int NOT NULL,
            changed_at bigint NOT NULL
          ) WITH (fillfactor = 60)
          """,
          """
          CREATE TABLE outbox (
            id bigserial PRIMARY KEY, renewal_id text COLLATE "C" NOT NULL,
            activations int NOT NULL, usable boolean NOT NULL, at bigint NOT NULL
          )
          """);

  private static final String COLUMNS =
      "renewal_id, merchant_id, terminal_id, iccid, carrier_id, channel_id, data_bytes,"
          + " requested_at, amount_due, net, paid_at, approved, review_id, decided_at, changed_at";

  private static final String USABLE = "coalesce(n.approved AND n.net >= n.amount_due, false)";

  /**
   * From {@code given}, rows of {@link #COLUMNS}, one a renewal, to the table of renewals and,
   * where one turns usable or no longer usable by it, to the outbox.
   */
  private static final String TAKE =
      """
      taken AS (
        INSERT INTO renewal AS r (%1$s, usable, turned, activations)
        SELECT n.*, u.usable, u.usable, u.usable::int
        FROM given n, LATERAL (SELECT %2$s AS usable) u
        ON CONFLICT (renewal_id) DO UPDATE SET
          (merchant_id, terminal_id, iccid, carrier_id, channel_id, data_bytes, requested_at,
           amount_due, net, paid_at, approved, review_id, decided_at, changed_at,
           usable, turned, activations) = (
            SELECT n.*, u.usable, u.usable <> r.usable,
              r.activations + (u.usable AND NOT r.usable)::int
            FROM (SELECT
                coalesce(r.merchant_id, excluded.merchant_id),
                coalesce(r.terminal_id, excluded.terminal_id),
                coalesce(r.iccid, excluded.iccid),
                coalesce(r.carrier_id, excluded.carrier_id),
                coalesce(r.channel_id, excluded.channel_id),
                coalesce(r.data_bytes, excluded.data_bytes),
                coalesce(r.requested_at, excluded.requested_at),
                coalesce(r.amount_due, excluded.amount_due) AS amount_due,
                r.net + excluded.net AS net,
                greatest(r.paid_at, excluded.paid_at),
                CASE WHEN l.later THEN excluded.approved ELSE r.approved END AS approved,
                CASE WHEN l.later THEN excluded.review_id ELSE r.review_id END,
                CASE WHEN l.later THEN excluded.decided_at ELSE r.decided_at END,
                excluded.changed_at
              FROM (SELECT r.decided_at IS NULL OR coalesce((excluded.decided_at,
                excluded.review_id) > (r.decided_at, r.review_id), false) AS later) l) n,
              LATERAL (SELECT %2$s AS usable) u)
        RETURNING renewal_id, activations, usable, turned, changed_at)
      INSERT INTO outbox (renewal_id, activations, usable, at)
      SELECT renewal_id, activations, usable, changed_at FROM taken WHERE turned
      """
          .formatted(COLUMNS, USABLE);

  /** One fact, all of it in one round trip: its id, then its row. */
  static final String ONE_FACT =
      """
      WITH unknown AS (INSERT INTO fact VALUES (?) ON CONFLICT DO NOTHING RETURNING 1),
      given (%s) AS (
        SELECT ?::text, ?::text, ?::text, ?::text, ?::text, ?::text, ?::bigint, ?::bigint,
          ?::bigint, ?::bigint, ?::bigint, ?::boolean, ?::text, ?::bigint, ?::bigint FROM unknown),
      """
              .formatted(COLUMNS)
          + TAKE;

  /** Ids of facts; gives those that were not known. */
  static final String NEW_FACTS =
      "INSERT INTO fact SELECT unnest(?::text[]) ON CONFLICT DO NOTHING RETURNING fact_id";

  /** Many rows, an array for each column. */
  static final String MANY_RENEWALS =
      """
      WITH given (%s) AS (
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[],
          ?::bigint[], ?::bigint[])),
      """
              .formatted(COLUMNS)
          + TAKE;

  /** Takes the oldest out of the outbox, with what an activation says of its renewal. */
  static final String TAKE_OUTBOX =
      """
      DELETE FROM outbox o USING renewal r
      WHERE o.id IN (SELECT id FROM outbox ORDER BY id LIMIT ?) AND r.renewal_id = o.renewal_id
      RETURNING o.id, o.renewal_id, o.activations, o.usable, o.at, r.merchant_id, r.terminal_id,
        r.iccid, r.carrier_id, r.channel_id, r.data_bytes, r.requested_at, r.paid_at, r.decided_at
      """;

  private Sql() {}
}
