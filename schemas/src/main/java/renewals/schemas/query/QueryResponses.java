package renewals.schemas.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the queries answer; names and shapes are those of the contract. Times are ISO-8601 UTC.
 *
 * <p>Long because the shapes of one API stand in one place.
 */
public final class QueryResponses {

  /** The {@code why} of a time that is later than the one that the merchant was told. */
  public static final String OVERDUE = "OVERDUE";

  private QueryResponses() {}

  /** An amount of money; before the request nobody knows the currency: XXX of ISO 4217. */
  public record Money(long minorUnits, String currency) {}

  /**
   * One line of the timeline.
   *
   * @param at when it was taken up or decided
   * @param occurredAt the event's own time, null where no event stands behind the line
   * @param amount in its own currency, which may be another one than the renewal's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String at,
      @Nullable String occurredAt,
      String what,
      @Nullable Money amount,
      @Nullable String reason) {}

  /**
   * When it is expected to be usable.
   *
   * @param likely the median; null where nobody can say
   * @param by holds in nine cases out of ten; null where nobody can say
   * @param basis what was observed
   * @param observations how many renewals it rests on
   * @param why why there is no {@code by}, or why it is later than usual: MAINTENANCE, OUTAGE,
   *     MAINTENANCE_OPEN_END, OUTAGE_OPEN_END, BEYOND_EXPERIENCE or {@link #OVERDUE}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExpectedUsable(
      @Nullable String likely,
      @Nullable String by,
      String basis,
      long observations,
      @Nullable String why) {}

  /**
   * What was bought.
   *
   * @param terminalId the terminal that holds the card, null from a build that didn't say it
   * @param promotion null where there is none
   * @param currentValidUntil when the card expired by the request, null where it didn't say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Requested(
      @Nullable String terminalId,
      String carrierId,
      String channelId,
      Plan plan,
      @Nullable Promotion promotion,
      @Nullable String currentValidUntil) {}

  /** A plan, as in the contract: validity PnD or PnM. */
  public record Plan(String planId, String validity, long dataBytes, String validityPolicy) {}

  /**
   * A promotion.
   *
   * @param discount minor units of {@code due}'s currency, already taken off it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Promotion(String code, long discount, @Nullable Long bonusDataBytes) {}

  /**
   * {@code GET /v1/renewals/{renewalId}}.
   *
   * @param request null as long as it isn't known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Renewal(
      String renewalId,
      String state,
      @Nullable String iccid,
      @Nullable String merchantId,
      Money net,
      Money due,
      Money owed,
      List<String> waitingFor,
      @Nullable ExpectedUsable expectedUsable,
      List<Line> timeline,
      @Nullable Requested request,
      @Nullable String validFrom,
      @Nullable String validUntil,
      @Nullable String asOf,
      String source) {

    /** The same, with nothing said of when it will be usable. */
    public Renewal withoutExpectedUsable() {
      return new Renewal(
          renewalId,
          state,
          iccid,
          merchantId,
          net,
          due,
          owed,
          waitingFor,
          null,
          timeline,
          request,
          validFrom,
          validUntil,
          asOf,
          source);
    }
  }

  /**
   * {@code GET /v1/cards/{iccid}}.
   *
   * @param renewBy until when to renew it so that it works without a gap: the earlier of the
   *     carrier's cut-off and what the learnt times give; null where nobody can say
   * @param closesAt when the carrier closes it for good, null where it never does
   * @param reminders when its merchant will be reminded of it, however seldom; null where its
   *     ledger doesn't know it, so that it was never renewed here
   * @param usage by the word of the carrier asked for, else of the latest renewal's; null where it
   *     has not reported since counting began anew
   * @param status likewise; null before its first word, when the card is taken to be ACTIVE
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Card(
      String iccid,
      String state,
      @Nullable String validUntil,
      long dataBytes,
      List<CardRenewal> renewals,
      @Nullable String renewBy,
      @Nullable String closesAt,
      @Nullable List<String> reminders,
      @Nullable Usage usage,
      @Nullable CardStatus status,
      @Nullable String asOf,
      String source) {

    /** Whether its ledger knows it: that none of its time is left is the ledger's word, too. */
    @JsonIgnore
    public boolean isInLedger() {
      return reminders != null || validUntil != null || !renewals.isEmpty();
    }
  }

  /**
   * How much data of a card is used.
   *
   * @param allowanceBytes more than 0; null where nobody knows what may be used
   * @param remainingBytes at least 0; null likewise
   * @param runsOutAt when it is expected to be used up; null where nobody can say
   * @param basis what {@code runsOutAt} rests on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Usage(
      long usedBytes,
      @Nullable Long allowanceBytes,
      @Nullable Long remainingBytes,
      String periodStart,
      String asOf,
      @Nullable String runsOutAt,
      @Nullable String basis) {}

  /**
   * Whether the network takes a card.
   *
   * @param state ACTIVE, SUSPENDED or CLOSED
   * @param cause why it is stopped; null where it is not, or nobody said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CardStatus(String state, @Nullable String cause, String since) {}

  /** A renewal that counts for a card. */
  public record CardRenewal(
      String renewalId, String activationId, String validFrom, String validUntil, long dataBytes) {}

  /**
   * {@code GET /v1/merchants/{merchantId}/cards}: those that expire soonest first, those without an
   * expiry last.
   *
   * @param cursor where the next ones begin; null at the end
   * @param readUpTo the list has all outputs that were written before then; null where nobody can
   *     say for now, as while it is being brought up to date
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MerchantCards(
      String merchantId,
      List<MerchantCard> cards,
      @Nullable String cursor,
      @Nullable String readUpTo,
      @Nullable String asOf,
      String source) {}

  /**
   * A card of a merchant, as his own latest renewal of it has it.
   *
   * @param renewalId that renewal
   * @param state ACTIVE, EXPIRED or UNKNOWN, as of the card
   * @param validUntil until when it works; where another merchant has renewed it since, until when
   *     by his own
   * @param dataBytes of his renewals that count
   * @param renewBy as of the card; null where another merchant has renewed it since
   * @param closesAt likewise
   * @param usage by the word of his renewal's carrier; null likewise
   * @param status by the word of his renewal's carrier; null before its first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MerchantCard(
      String iccid,
      String terminalId,
      String carrierId,
      String renewalId,
      String state,
      @Nullable String validUntil,
      long dataBytes,
      @Nullable String renewBy,
      @Nullable String closesAt,
      @Nullable Usage usage,
      @Nullable CardStatus status) {}

  /**
   * {@code GET /v1/merchants/{merchantId}/renewals}, in the order of their ids.
   *
   * @param cursor where the next ones begin; null at the end
   * @param readUpTo as of {@link MerchantCards}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MerchantRenewals(
      String merchantId,
      List<MerchantRenewal> renewals,
      @Nullable String cursor,
      @Nullable String readUpTo,
      @Nullable String asOf,
      String source) {}

  /** A renewal of a merchant: what {@link Renewal} says, without its timeline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MerchantRenewal(
      String renewalId,
      String state,
      @Nullable String iccid,
      @Nullable String terminalId,
      @Nullable String carrierId,
      @Nullable String channelId,
      Money net,
      Money due,
      Money owed,
      List<String> waitingFor,
      @Nullable ExpectedUsable expectedUsable,
      @Nullable String validFrom,
      @Nullable String validUntil) {}

  /**
   * {@code GET /v1/quotes}: what a renewal would give that is requested now.
   *
   * @param card what is known of the card; null where none was named
   * @param channelId the channel that it is computed for: the one that was asked for, else the
   *     soonest; null where nothing is known of any
   * @param validFrom of an activation at the likely time; null where nobody can name one
   * @param validUntil likewise
   * @param expectedUsable null where no times are learnt
   * @param renewBy until when to renew so that the card works without a gap; null where nobody can
   *     say
   * @param channels those known at the carrier, the soonest first
   * @param warnings what speaks against it; none is a refusal
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Quote(
      @Nullable Card card,
      @Nullable String channelId,
      @Nullable String validFrom,
      @Nullable String validUntil,
      long dataBytes,
      @Nullable ExpectedUsable expectedUsable,
      @Nullable String renewBy,
      List<QuotedChannel> channels,
      List<Warning> warnings,
      @Nullable String asOf,
      String source) {}

  /**
   * When it would be usable by one channel.
   *
   * @param heldShare how many of the times that were told of this carrier and channel held, from 0
   *     to 1; null where none came due
   * @param observations what the times rest on, as in expectedUsable
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record QuotedChannel(
      String channelId,
      @Nullable String likely,
      @Nullable String by,
      @Nullable Double heldShare,
      long observations) {}

  /** What speaks against a renewal: a word of the contract, and what it means. */
  public record Warning(String code, String text) {}

  /**
   * {@code GET /v1/processing-times}: the same at every instance, but for how old it is.
   *
   * @param asOf when it was worked out
   * @param fortnight what it was worked out from
   * @param times by carrier, channel and stage
   * @param promises by carrier, channel and basis
   */
  public record ProcessingTimes(
      String asOf,
      Fortnight fortnight,
      List<StageTime> times,
      List<Promised> promises,
      String source) {}

  /** A span of time. */
  public record Fortnight(String from, String until) {}

  /**
   * How long one stage takes, without the time in which the carrier stood still by its own word.
   *
   * @param channelId null for the carrier through all channels
   * @param stage PAYMENT: from the request until it is paid; REVIEW: from paid until decided
   * @param observations how many ended in the fortnight
   * @param medianMillis half of them take no longer; null if fewer than half ended
   * @param ninetyPercentMillis nine in ten take no longer; null likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StageTime(
      String carrierId,
      @Nullable String channelId,
      String stage,
      long observations,
      @Nullable Long medianMillis,
      @Nullable Long ninetyPercentMillis) {}

  /**
   * How often {@code by} held, of what was decided in the fortnight.
   *
   * @param basis what it rested on, as in expectedUsable
   * @param share of those that held, from 0 to 1
   */
  public record Promised(
      String carrierId, String channelId, String basis, long held, long broken, double share) {}

  /**
   * {@code GET /v1/announcements}: those that hold now for a renewal.
   *
   * @param announcements the newest first
   */
  public record Announcements(List<Announcement> announcements, String asOf) {}

  /**
   * An announcement, as in the contract.
   *
   * @param link an https URL, null where there is none
   * @param endsAt null where it has no end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Announcement(
      String announcementId,
      long revision,
      String kind,
      String titleZh,
      String textZh,
      String titleEn,
      String textEn,
      @Nullable String link,
      String effectiveAt,
      @Nullable String endsAt) {}

  /** {@code GET /v1/tallies}, by which instances ask each other: of the partitions here. */
  public record InstanceStateCounts(Map<Integer, StateCount> partitions) {}

  /** Of one partition: renewals by state, money in minor units by currency. */
  public record StateCount(
      Map<String, Long> renewals, Map<String, Long> paidNotUsable, Map<String, Long> owedBack) {}

  /**
   * {@code GET /v1/state-counts}: of all partitions, gathered from the instances that work on them.
   *
   * @param counts over the partitions that somebody answered for, every state named
   * @param partitions how many there are, 0 as long as nobody knows
   * @param instances that answered, the one that was asked included
   * @param silent instances that gave no answer, as host:port
   * @param missing partitions that nobody answered for
   */
  public record StateCounts(
      StateCount counts,
      int partitions,
      int instances,
      List<String> silent,
      List<Integer> missing) {}

  /**
   * {@code GET /v1/unread-losses}: what retention took away before it was read, as the instances
   * noticed since their start.
   *
   * @param losses the newest first
   */
  public record UnreadLosses(List<UnreadLoss> losses) {}

  /**
   * A gap in what was read.
   *
   * @param at when it was noticed
   * @param from the first offset that was not read
   * @param to the first offset that was left
   */
  public record UnreadLoss(String at, String topic, int partition, long from, long to) {}
}
