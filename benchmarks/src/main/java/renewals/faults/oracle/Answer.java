package renewals.faults.oracle;

/** What the query API says of a renewal, money in minor units. */
public record Answer(String state, long net, long owed) {}
