package renewals.notifier.domain;

import java.util.List;

/**
 * The words of one notice, before greeting, details and signature are put around them.
 *
 * @param sms ways of saying it in one SMS, without signature, the best first
 */
record MessageDraft(String subject, List<String> lines, List<String> sms) {}
