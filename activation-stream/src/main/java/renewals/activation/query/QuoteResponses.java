package renewals.activation.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Quote;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.query.state.LocalStateReader;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.query.QueryResponses;

/** What {@code GET /v1/quotes} answers: the rules' quote, by each channel of the carrier. */
record QuoteResponses(Estimating estimating, RulePolicy policy) {

  /** No channel: what is known of the carrier through all of them. */
  private static final String ANY = "";

  private static final double FOUR_DIGITS = 10_000;

  /** The soonest first; what nobody can name a time for comes last. */
  private static final Comparator<Way> SOONEST =
      Comparator.comparing(Way::by, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Way::channelId);

  /** A channel by which the card may be renewed. */
  private record Way(String channelId, ExpectedUsable expected) {
    @Nullable Instant by() {
      return expected.by();
    }
  }

  /**
   * The answer.
   *
   * @param head the card's ledger, null where none is known or asked for
   * @param card what is known of the card; null where none is asked for
   */
  QueryResponses.Quote of(
      QuoteRequest asked,
      @Nullable Card head,
      QueryResponses.@Nullable Card card,
      Instant now,
      LocalStateReader.Seen seen) {
    List<Way> ways = ways(asked, now);
    String channelId = asked.channelId() != null ? asked.channelId() : soonest(ways);
    Quote quote =
        Quote.of(
            head,
            new Quote.Asked(
                asked.carrierId(),
                channelId,
                asked.plan(),
                asked.currentValidUntil(),
                asked.iccid() == null || asked.iccid().luhnFits()),
            policy,
            then -> estimating.ifRequested(asked.carrierId(), channelId, then),
            now);
    ExpectedUsable expected = estimating.ifRequested(asked.carrierId(), channelId, now);
    return new QueryResponses.Quote(
        card,
        channelId.equals(ANY) ? null : channelId,
        text(quote.validFrom()),
        text(quote.validUntil()),
        asked.plan().dataBytes(),
        expected == null ? null : QueryResponseMapper.expected(expected, false),
        text(quote.renewBy()),
        ways.stream().map(way -> channel(asked.carrierId(), way)).toList(),
        Stream.concat(
                stopped(card).stream(),
                quote.warnings().stream()
                    .map(warning -> new QueryResponses.Warning(warning.name(), said(warning))))
            .toList(),
        QueryResponseMapper.milliseconds(seen.asOf()),
        seen.source());
  }

  /** By the word of the carrier that is asked for. */
  private static Optional<QueryResponses.Warning> stopped(QueryResponses.@Nullable Card card) {
    QueryResponses.CardStatus status = card == null ? null : card.status();
    if (status == null) {
      return Optional.empty();
    }
    return switch (status.state()) {
      case "SUSPENDED" ->
          Optional.of(
              new QueryResponses.Warning(
                  "CARD_SUSPENDED",
                  endsByRenewing(status.cause())
                      ? "the network does not take the card until it is renewed"
                      : "the network does not take the card: renewing does not help"));
      case "CLOSED" ->
          Optional.of(
              new QueryResponses.Warning("CARD_CLOSED", "the card is closed: a new one is needed"));
      default -> Optional.empty();
    };
  }

  private static boolean endsByRenewing(@Nullable String cause) {
    return "EXPIRED".equals(cause) || "DATA_CAP".equals(cause);
  }

  private List<Way> ways(QuoteRequest asked, Instant now) {
    Set<String> channelIds =
        new TreeSet<>(estimating.ofRenewals().estimates().channelsOf(asked.carrierId()));
    if (asked.channelId() != null) {
      channelIds.add(asked.channelId());
    }
    List<Way> ways = new ArrayList<>(channelIds.size());
    for (String channelId : channelIds) {
      ExpectedUsable expected = estimating.ifRequested(asked.carrierId(), channelId, now);
      if (expected != null) {
        ways.add(new Way(channelId, expected));
      }
    }
    ways.sort(SOONEST);
    return ways;
  }

  private static String soonest(List<Way> ways) {
    return ways.isEmpty() ? ANY : ways.getFirst().channelId();
  }

  private QueryResponses.QuotedChannel channel(String carrierId, Way way) {
    Estimates estimates = estimating.ofRenewals().estimates();
    return new QueryResponses.QuotedChannel(
        way.channelId(),
        text(way.expected().likely()),
        text(way.expected().by()),
        estimates
            .keptOf(carrierId, way.channelId())
            .map(kept -> Math.round(kept.share() * FOUR_DIGITS) / FOUR_DIGITS)
            .orElse(null),
        way.expected().observations());
  }

  private static String said(Quote.Warning warning) {
    return switch (warning) {
      case CHECK_DIGIT -> "the number's check digit does not fit: please compare it with the card";
      case CUTOFF_PASSED ->
          "the carrier's cut-off for the card's present validity has passed: it may stand still"
              + " until the renewal is taken up";
      case CARRIER_MAINTENANCE -> "the carrier is doing maintenance, which makes it later";
      case CARRIER_OUTAGE -> "the carrier reports an outage, which makes it later";
      case EXPIRES_BEFORE_USABLE ->
          "the card may expire before the renewal is usable, and then stands still until it is";
    };
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : QueryResponseMapper.milliseconds(instant);
  }
}
