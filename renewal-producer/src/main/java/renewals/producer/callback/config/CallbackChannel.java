package renewals.producer.callback.config;

import java.util.Optional;
import renewals.producer.callback.notice.NoticeReader;
import renewals.producer.callback.notice.Provider;

/**
 * One payment channel that calls back.
 *
 * @param channelId whose word its notices are
 * @param keys what its notices are held against
 * @param reconciliation how it is asked; empty where it isn't
 */
public record CallbackChannel(
    String channelId,
    Provider provider,
    NoticeReader reader,
    PublicKeyFiles keys,
    Optional<Reconciliation> reconciliation) {}
