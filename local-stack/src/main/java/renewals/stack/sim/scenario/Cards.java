package renewals.stack.sim.scenario;

/** Numbers of made-up cards: 20 digits, the last one a check digit by Luhn. */
public final class Cards {

  /** A card that no renewal is for. */
  static final String NOBODYS = iccid(999_999_999);

  /** So many neighbouring renewals share a card. */
  private static final int RENEWALS_A_CARD = 2;

  private static final String ISSUER = "898600";

  private Cards() {}

  /** So that cards of one renewal alone are nobody else's. */
  private static final int FIRST_OWN = 500_000_000;

  /** A card that only the renewal of that number is for. */
  static String ownOf(int renewal) {
    return iccid(RENEWALS_A_CARD * (FIRST_OWN + renewal));
  }

  /** The card of the renewal of that number. */
  public static String iccid(int renewal) {
    return withCheckDigit(ISSUER + "%013d".formatted(renewal / RENEWALS_A_CARD));
  }

  /** A card's number, made whole. */
  public static String withCheckDigit(String number) {
    return number + checkDigit(number);
  }

  private static int checkDigit(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }
}
