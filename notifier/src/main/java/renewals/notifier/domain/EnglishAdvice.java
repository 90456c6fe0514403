package renewals.notifier.domain;

/**
 * A refusal in plain English, and what the merchant can do.
 *
 * @param brief the reason in at most 30 characters, for SMS
 */
record EnglishAdvice(String brief, String reason, String action) {

  static EnglishAdvice of(Refusal refusal) {
    return switch (refusal) {
      case CARD_NOT_FOUND ->
          new EnglishAdvice(
              "card not found",
              "The carrier does not know this card number.",
              "Compare the number with the one on the card and apply again with the right one.");
      case CARD_TERMINATED ->
          new EnglishAdvice(
              "card was closed",
              "The card has been closed for good.",
              "Ask the provider of your terminal for a new card.");
      case EXPIRED_BEYOND_GRACE ->
          new EnglishAdvice(
              "expired too long ago",
              "The card expired too long ago to be renewed.",
              "Ask the provider of your terminal for a new card.");
      case CONFLICTING_JOB ->
          new EnglishAdvice(
              "other job in progress",
              "The carrier is still working on another job for this card.",
              "Apply again when that job is done.");
      case REAL_NAME_MISSING ->
          new EnglishAdvice(
              "holder not registered",
              "The holder of the card has not been registered by name.",
              "Register with the carrier, then apply again.");
      case DEVICE_SEPARATED ->
          new EnglishAdvice(
              "card not in its terminal",
              "The card is not in the terminal it belongs to.",
              "Put it back into that terminal, then apply again.");
      case RISK_STOP ->
          new EnglishAdvice(
              "stopped by the carrier",
              "The carrier has stopped the card as a precaution.",
              "Explain your case to the carrier's customer service.");
      case PLAN_NOT_RENEWABLE ->
          new EnglishAdvice(
              "plan cannot be renewed",
              "This plan cannot be renewed any more.",
              "Choose another plan and apply again.");
      case AMOUNT_MISMATCH ->
          new EnglishAdvice(
              "amount is not the price",
              "The amount paid is not the price of the plan.",
              "Ask your payment channel to check the amount.");
      case AFTER_CUTOFF ->
          new EnglishAdvice(
              "after the cut-off",
              "The application came after the carrier's cut-off.",
              "Apply again when the next period begins.");
      case CARRIER_ERROR ->
          new EnglishAdvice(
              "carrier's system failed",
              "The carrier's system failed.",
              "Apply again later; if it fails again, ask your payment channel.");
      case OTHER ->
          new EnglishAdvice(
              "no reason given",
              "The carrier gave no particular reason.",
              "Ask your payment channel about it.");
    };
  }
}
