package org.dynamokv.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.node.OnceWindow.Verdict;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

class OnceWindowTest {
  private static final NodeId CLIENT = new NodeId(9);

  private static Header put(NodeId sender, long start, int lane, long sequence) {
    long id = sequence * Rpc.MAX_LANES + lane;
    return new Header(sender, start, new NodeId(1), 1, 0, id, false, 0);
  }

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
        Verdict verdict = window.arrived(put(CLIENT, 1, 0, id), i);
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
    assertThat(window.arrived(put(CLIENT, 1, 0, 5), 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(put(CLIENT, 2, 0, 5), 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(put(CLIENT, 1, 0, 5), 0)).isEqualTo(Verdict.DROP);
  }

  @Test
  void shardOfASenderThatHasAskedLittleIsHeardBesideOneThatHasAskedMuch() {
    OnceWindow window = new OnceWindow(1_000);
    assertThat(window.arrived(put(CLIENT, 1, 0, 1_000_000), 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(put(CLIENT, 1, 3, 1), 0)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(put(CLIENT, 1, 3, 1), 0)).isEqualTo(Verdict.DROP);
  }

  @Test
  void senderIsForgottenOnlyWhenItHasBeenQuietForLongEnough() {
    OnceWindow window = new OnceWindow(1_000);
    for (int i = 0; i < OnceWindow.MAX_SENDERS; i++) {
      window.arrived(put(new NodeId(100 + i), 1, 0, 1), i == 0 ? 0 : 500);
    }
    assertThat(window.arrived(put(CLIENT, 1, 0, 1), 999)).isEqualTo(Verdict.FULL);
    assertThat(window.arrived(put(CLIENT, 1, 0, 1), 1_000)).isEqualTo(Verdict.RUN);
    assertThat(window.arrived(put(new NodeId(101), 1, 0, 1), 1_000)).isEqualTo(Verdict.DROP);
  }
}
