package renewals.producer.callback.notice;

import java.time.Instant;

/** Reads the notices of one channel. */
public interface NoticeReader {

  /**
   * Holds a notice against the channel's keys, and reads it only then.
   *
   * @param now what its age is held against
   * @throws RefusedNoticeException it isn't the channel's, or not for us
   */
  Reading read(RawNotice notice, Instant now) throws RefusedNoticeException;
}
