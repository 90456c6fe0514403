package renewals.bench.rival.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction for each poll: its facts in one statement, its renewals in another. */
final class PollByPoll implements FactWriter {

  private final Connection connection;
  private final PreparedStatement newFacts;
  private final PreparedStatement manyRenewals;

  PollByPoll(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    this.connection = connection;
    this.newFacts = connection.prepareStatement(Sql.NEW_FACTS);
    this.manyRenewals = connection.prepareStatement(Sql.MANY_RENEWALS);
  }

  @Override
  public void write(List<Change.Identified> facts) throws SQLException {
    Set<String> unknown = insertFacts(facts);
    Map<String, Change> changes = new LinkedHashMap<>();
    for (Change.Identified fact : facts) {
      if (unknown.remove(fact.factId())) {
        changes.merge(fact.change().renewalId(), fact.change(), Change::and);
      }
    }
    if (!changes.isEmpty()) {
      insertChanges(List.copyOf(changes.values()));
    }
    connection.commit();
  }

  private Set<String> insertFacts(List<Change.Identified> facts) throws SQLException {
    Object[] ids = facts.stream().map(Change.Identified::factId).toArray();
    Array array = connection.createArrayOf("text", ids);
    newFacts.setArray(1, array);
    Set<String> unknown = new HashSet<>();
    try (ResultSet rows = newFacts.executeQuery()) {
      while (rows.next()) {
        unknown.add(rows.getString(1));
      }
    }
    array.free();
    return unknown;
  }

  private void insertChanges(List<Change> changes) throws SQLException {
    @Nullable Object[][] columns = new @Nullable Object[Columns.COUNT][changes.size()];
    long now = System.currentTimeMillis();
    for (int row = 0; row < changes.size(); row++) {
      @Nullable Object[] values = Columns.of(changes.get(row), now);
      for (int column = 0; column < Columns.COUNT; column++) {
        columns[column][row] = values[column];
      }
    }
    for (int column = 0; column < Columns.COUNT; column++) {
      manyRenewals.setArray(
          column + 1, connection.createArrayOf(Columns.TYPES[column], columns[column]));
    }
    manyRenewals.executeUpdate();
  }
}
