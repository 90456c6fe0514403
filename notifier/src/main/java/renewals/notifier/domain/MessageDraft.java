package renewals.notifier.domain;

import java.util.List;

/**
 * The texts of one notice, before greeting, details and signature are put around them.
 *
 * @param sms variants for one SMS, without signature, the best first
 */
record MessageDraft(String subject, List<String> lines, List<String> sms) {}
