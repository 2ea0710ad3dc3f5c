package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Validity;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @Property
  void nothingIsProvedWithoutTwoAnswersDeadInARowASecondApart(
      @ForAll @Size(max = 30) List<Validity> answers,
      @ForAll @Size(value = 30) List<@IntRange(min = 0, max = 3000) Integer> pauses) {
    var proof = Proof.NONE;
    Instant at = AT;
    Instant deadSince = null; // the plain reading of the claim, kept beside the proof
    boolean provable = false;
    for (int i = 0; i < answers.size(); i++) {
      at = at.plusMillis(pauses.get(i));
      proof = proof.answered(answers.get(i), at);
      if (answers.get(i) != Validity.DEAD) {
        deadSince = null;
        provable = false;
      } else if (deadSince == null) {
        deadSince = at;
      } else {
        provable |= !at.isBefore(deadSince.plusSeconds(1));
      }
      assertThat(proof.proved()).isEqualTo(provable);
      assertThat(proof.firstDeadAt()).isEqualTo(deadSince);
    }
  }

  @Test
  void deathIsDatedByTheFirstOfTheTwoAnswers() {
    var proof = Proof.NONE.answered(Validity.DEAD, AT).answered(Validity.DEAD, AT.plusSeconds(5));

    assertThat(proof).isEqualTo(new Proof(2, AT));
  }
}
