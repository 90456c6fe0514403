package renewals.schemas.json;

/** Fields that every event in JSON has, and how a violation names what is no single one's. */
final class JsonFields {

  static final String TYPE = "type";
  static final String WHOLE = "event";

  private JsonFields() {}
}
