package dev.straykey.remediate;

import dev.straykey.model.Validity;

/** Looks at a key when it is due, and hands what was seen to whom it concerns. */
final class Looks {
  private final Run run;
  private final Proving proving;
  private final Ending ending;

  Looks(Run run) {
    this.run = run;
    this.proving = new Proving(run);
    this.ending = new Ending(run, proving);
  }

  void due(Case c) {
    var situation = Situation.of(c, run.effects(c));
    if (situation == Situation.BETWEEN) {
      ending.send(c);
      return;
    }
    var look = run.desk.look(c, situation != Situation.BEFORE);
    var at = run.now();
    c.looks++;
    if (look.validity() != Validity.UNDETERMINED) {
      c.validity = look.validity();
    }
    if (look.validity() == Validity.ACTIVE) {
      c.aliveAt = at;
    }
    c.proof = c.proof.answered(look.validity(), at);
    switch (situation) {
      case BEFORE -> ending.before(c, look, at);
      case UNKNOWN -> ending.unknown(c, look, at);
      case WATCHED, AFTER, BETWEEN -> proving.looked(c, situation, look, at);
      case LATER -> proving.lookedLater(c, look, at);
    }
  }
}
