package renewals.activation.cardreport.model;

/** What a carrier says of one card. */
public sealed interface CardReport permits UsageReport, CardStatusReport {

  /** The carrier that says it. */
  String carrierId();

  /** The card's first 19 characters. */
  String cardKey();
}
