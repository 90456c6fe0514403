package renewals.bench.rival.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement and a commit for each fact. */
final class RecordByRecord implements FactWriter {

  private final PreparedStatement statement;

  RecordByRecord(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    this.statement = connection.prepareStatement(Sql.ONE_FACT);
  }

  @Override
  public void write(List<Change.Identified> facts) throws SQLException {
    for (Change.Identified fact : facts) {
      statement.setString(1, fact.factId());
      @Nullable Object[] columns = Columns.of(fact.change(), System.currentTimeMillis());
      for (int i = 0; i < columns.length; i++) {
        set(i + 2, columns[i]);
      }
      statement.executeUpdate();
    }
  }

  @SuppressWarnings("NullAway") // JDBC takes null for an absent value
  private void set(int place, @Nullable Object value) throws SQLException {
    statement.setObject(place, value);
  }
}
