package org.dynamokv.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.node.OnceWindow.Verdict;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

class OnceWindowTest {
  private static final NodeId CLIENT = new NodeId(9);

  @Test
  void everyRequestRunsAtMostOnceWhateverTheOrder() {
    for (long seed = 0; seed < 20; seed++) {
      Random r = new Random(seed);
      OnceWindow window = new OnceWindow(1_000);
      Set<Long> ran = new LinkedHashSet<>();
      long highest = 0;
      for (int i = 0; i < 20_000; i++) {
        long jump = r.nextInt(50) == 0 ? r.nextInt(3 * OnceWindow.WINDOW) : r.nextInt(100) - 50;
        long id = Math.max(1, highest + jump);
        Verdict verdict = window.arrived(CLIENT, 1, id, i);
        boolean tooOld = id <= highest - OnceWindow.WINDOW;
        Verdict expected = tooOld || ran.contains(id) ? Verdict.DROP : Verdict.RUN;
        assertThat(verdict).as("seed %d id %d highest %d", seed, id, highest).isEqualTo(expected);
        ran.add(id);
        highest = Math.max(highest, id);
      }
    }
  }

  @Test
  void anotherStartOfTheSameClientIsAnotherSender() {
    OnceWindow window = new OnceWindow(1_000);
    assertThat(window.arrived(CLIENT, 1, 5, 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(CLIENT, 2, 5, 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(CLIENT, 1, 5, 0)).isEqualTo(Verdict.DROP);
  }

  @Test
  void senderIsForgottenOnlyWhenItHasBeenQuietForLongEnough() {
    OnceWindow window = new OnceWindow(1_000);
    for (int i = 0; i < OnceWindow.MAX_SENDERS; i++) {
      window.arrived(new NodeId(100 + i), 1, 1, i == 0 ? 0 : 500);
    }
    assertThat(window.arrived(CLIENT, 1, 1, 999)).isEqualTo(Verdict.FULL);
    assertThat(window.arrived(CLIENT, 1, 1, 1_000)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(new NodeId(101), 1, 1, 1_000)).isEqualTo(Verdict.DROP);
  }
}
