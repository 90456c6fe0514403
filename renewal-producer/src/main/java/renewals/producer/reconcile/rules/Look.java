package renewals.producer.reconcile.rules;

import java.util.Optional;
import renewals.schemas.reconcile.ReconcileDue;

/** What a look at a due renewal leads to. */
public sealed interface Look {

  /** The channel is asked now. */
  record Ask() implements Look {}

  /**
   * Nothing is asked.
   *
   * @param next when to look again, empty for never
   */
  record Pass(Optional<ReconcileDue> next) implements Look {}
}
