package renewals.notifier.senders.sms.template;

import java.util.SequencedMap;

/**
 * A reviewed template with what stands in its variables.
 *
 * @param to phone number in E.164
 * @param signature who signs, without 【】
 * @param code the provider's code of the template
 * @param values by name of the variable, in the template's order
 * @param id of this try, the same whenever it is made again; at most 64 characters
 */
record FilledTemplate(
    String to, String signature, String code, SequencedMap<String, String> values, String id) {

  /** Names the template alone. */
  @Override
  public String toString() {
    return "FilledTemplate[" + code + "]";
  }
}
