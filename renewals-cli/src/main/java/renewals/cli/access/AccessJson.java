package renewals.cli.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/** A plan and in what a cluster differs from it, as JSON. */
final class AccessJson {

  private AccessJson() {}

  static ObjectNode of(AccessPlan plan, AccessChange change) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode users = object.putObject("users");
    plan.rights().forEach((user, rights) -> add(users.putArray(user), rights));
    object.put("asPlanned", change.isNone());
    ArrayNode differences = object.putArray("differences");
    change.lines().forEach(differences::add);
    return object;
  }

  private static void add(ArrayNode list, Set<AclBinding> rights) {
    for (AclBinding right : rights) {
      ObjectNode one = list.addObject();
      one.put("operation", right.entry().operation().name());
      one.put("on", AccessChange.kindOf(right.pattern().resourceType()));
      one.put("name", right.pattern().name());
      one.put("prefix", right.pattern().patternType() == PatternType.PREFIXED);
    }
  }
}
