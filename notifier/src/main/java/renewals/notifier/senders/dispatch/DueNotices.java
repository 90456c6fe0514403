package renewals.notifier.senders.dispatch;

import org.apache.kafka.clients.consumer.Consumer;
import renewals.streams.record.TopicIds;

/**
 * Where notices that are due are read.
 *
 * @param consumer of notices-due, read_committed, without auto-commit; closed by who reads
 * @param topics the ids of what it reads, for dead letters
 * @param answered what was published of them before; closed by who reads
 */
public record DueNotices(
    Consumer<byte[], byte[]> consumer, TopicIds topics, AnsweredTries answered) {}
