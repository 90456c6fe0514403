package renewals.cli.call;

/** A failure whose message says, in one line, all that a user can act on. */
public interface SelfExplaining {}
