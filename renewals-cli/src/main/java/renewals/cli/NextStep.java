package renewals.cli;

import renewals.cli.query.ForPeople;
import renewals.portal.text.Language;
import renewals.portal.text.Refusal;
import renewals.schemas.query.QueryResponses;

/** What a merchant has to do now, in a line for who answers his call. */
final class NextStep {

  private NextStep() {}

  /** Of a renewal whose card is as {@code use} says. */
  static String of(QueryResponses.Renewal renewal, CardInUse use) {
    return switch (renewal.state()) {
      case "WAITING_FOR_REQUEST" -> "his channel must send the request; nobody has asked for this";
      case "WAITING_FOR_PAYMENT" ->
          "pay " + missing(renewal) + " at his channel" + onceApproved(renewal, "");
      case "LAPSED" ->
          "pay "
              + missing(renewal)
              + " at his channel"
              + onceApproved(renewal, ", and it goes on")
              + unless(renewal, "; else he gets back what he paid");
      case "WAITING_FOR_REVIEW" -> "wait for the carrier, don't pay again";
      case "STALLED" ->
          "don't pay again; the carrier is silent"
              + unless(renewal, ": he gets his money back unless it approves first");
      case "REJECTED" -> refused(renewal);
      case "REFUNDED" -> "nothing; to renew, ask for a new renewal: this one is over";
      case "USABLE" -> usable(use);
      default -> "unknown";
    };
  }

  private static String onceApproved(QueryResponses.Renewal renewal, String otherwise) {
    return renewal.waitingFor().contains("REVIEW") ? otherwise : ", and it takes effect at once";
  }

  private static String usable(CardInUse use) {
    return use.said()
        .filter(said -> !use.mayWork())
        .map(said -> "the card is " + said)
        .orElse("nothing");
  }

  private static String refused(QueryResponses.Renewal renewal) {
    return renewal.timeline().stream()
        .filter(line -> line.what().equals("REJECTED"))
        .reduce((earlier, later) -> later)
        .map(line -> Refusal.of(line.reason()))
        .map(
            why ->
                inLine(why.reason(Language.ENGLISH)) + ": " + inLine(why.action(Language.ENGLISH)))
        .orElse("ask his channel why it was refused");
  }

  /** A sentence without its full stop. */
  private static String inLine(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String unless(QueryResponses.Renewal renewal, String words) {
    return renewal.owed().minorUnits() > 0 ? words : "";
  }

  /** What is still to be paid. */
  static String missing(QueryResponses.Renewal renewal) {
    QueryResponses.Money due = renewal.due();
    return ForPeople.money(due.minorUnits() - renewal.net().minorUnits(), due.currency());
  }
}
