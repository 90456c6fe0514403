package renewals.notifier.domain.message;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The texts of one notice, before greeting, details and signature are put around them.
 *
 * @param sms makes variants for one SMS, without signature, the best first
 * @param values everything that they could name
 */
record MessageDraft(
    String subject, List<String> lines, Supplier<List<String>> sms, Map<String, String> values) {}
