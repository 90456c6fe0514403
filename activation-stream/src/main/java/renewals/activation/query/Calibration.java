package renewals.activation.query;

import java.util.List;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.query.state.LocalStateReader;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.Promised;
import renewals.schemas.query.QueryResponses.StageTime;

/** What expected times rest on and how often they held, as an answer. */
final class Calibration {

  private static final double FOUR_DIGITS = 10_000;

  private Calibration() {}

  static QueryResponses.ProcessingTimes of(Estimates estimates) {
    List<StageTime> times = estimates.table().stream().map(Calibration::time).toList();
    List<Promised> promises =
        estimates.promises().entrySet().stream()
            .map(
                one ->
                    new Promised(
                        one.getKey().carrierId(),
                        one.getKey().channelId(),
                        one.getKey().basis().wireName(),
                        one.getValue().held(),
                        one.getValue().broken(),
                        Math.round(one.getValue().share() * FOUR_DIGITS) / FOUR_DIGITS))
            .toList();
    return new QueryResponses.ProcessingTimes(
        QueryResponseMapper.milliseconds(estimates.asOf()),
        new QueryResponses.Fortnight(
            QueryResponseMapper.milliseconds(estimates.asOf().minus(Estimates.MEMORY)),
            QueryResponseMapper.milliseconds(estimates.asOf())),
        times,
        promises,
        LocalStateReader.Seen.ACTIVE);
  }

  private static StageTime time(Estimates.Row row) {
    return new StageTime(
        row.carrierId(),
        row.channelId(),
        row.stage().name(),
        row.observations(),
        row.medianMillis() == Long.MAX_VALUE ? null : row.medianMillis(),
        row.ninthMillis() == Long.MAX_VALUE ? null : row.ninthMillis());
  }
}
