package dev.straykey.policy;

import static dev.straykey.model.Action.APPROVAL;
import static dev.straykey.model.Action.NOTIFY;
import static dev.straykey.model.Action.REVOKE;
import static dev.straykey.model.Action.TASK;

import dev.straykey.model.Action;
import java.util.List;

/** The policy that a security lead can sign on the first day. */
final class ShippedPolicy {
  private static final String SURE =
      "attribution.status == 'ours' && attribution.by in ['fingerprint', 'introspection']"
          + " && key.id != '' && finding.shown == 'value' && attribution.fresh";
  private static final String SET_APART =
      "key.managed_by == 'vendor' || key.emergency || key.canary";

  private static final String FROM = "shipped policy";

  private static final String USER =
      "key.scope == 'user' && attribution.by == 'fingerprint' && !key.protected"
          + " && owner.type in ['', 'person']";

  static final List<Line> LINES =
      List.of(
          line("not-checked", "attribution.status == 'not-checked'"),
          line("not-ours", "attribution.status == 'not-ours'"),
          line("publishable", "key.publishable"),
          line("uncertain", "!(" + SURE + ")", TASK),
          line("set-apart", SET_APART, TASK),
          line("not-shared-yet", "finding.audience == 'local'", TASK),
          ending("user-left", USER + " && person.status in ['leaver', 'disabled']"),
          ending("user-exact", USER),
          new Line(
              "custodians",
              "key.scope in ['organisation', 'workload']",
              List.of(TASK, NOTIFY, APPROVAL),
              false,
              null,
              true,
              FROM),
          line("everything-else", "true", TASK));

  private ShippedPolicy() {}

  private static Line line(String name, String when, Action... actions) {
    return new Line(name, when, List.of(actions), false, null, false, FROM);
  }

  private static Line ending(String name, String when) {
    return new Line(name, when, List.of(REVOKE, TASK, NOTIFY), true, null, false, FROM);
  }
}
