package renewals.activation.page;

import java.util.regex.Pattern;
import renewals.activation.api.Answers;
import renewals.activation.api.RenewalLookup;
import renewals.activation.api.RenewalLookup.Found;

/** The renewals and cards that pages show; what is no id is not looked for. */
record Renewals(RenewalLookup lookup) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  /** Whether a text can be the id of a renewal, by the contract. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  Found<Answers.Renewal> find(String renewalId) {
    return isId(renewalId) ? lookup.renewal(renewalId) : new Found.Unknown<>();
  }

  Found<Answers.Card> card(String iccid) {
    return lookup.card(iccid);
  }
}
