package renewals.stack.sim.merchant;

/**
 * What came of the SMS to one merchant.
 *
 * @param taken how many the operator took
 * @param read how many came to the phone
 * @param tooLong how many of those that were taken fill more than one part
 */
public record SmsCount(int taken, int read, int tooLong) {

  SmsCount plus(SmsCount more) {
    return new SmsCount(taken + more.taken, read + more.read, tooLong + more.tooLong);
  }
}
