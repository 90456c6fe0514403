package renewals.bench.rival.sql;

import java.sql.SQLException;
import java.util.List;

/** Takes the facts of a poll into the database; when it returns they are committed. */
interface FactWriter {

  /** Duplicates, of this poll or of earlier ones, change nothing. */
  void write(List<Change.Identified> facts) throws SQLException;
}
