package org.dynamokv.client.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.dynamokv.core.env.Timer;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private record Twin(long at, int id, Timer timer) {}

  private final List<Integer> ran = new ArrayList<>();

  private void runDue(TimerWheel wheel, long now) {
    if (wheel.advance(now)) {
      for (Runnable task; (task = wheel.pollDue()) != null; ) {
        task.run();
      }
    }
  }

  @Test
  void runsTheSameTimersInTheSameOrderAsASortedList() {
    for (int run = 0; run < 200; run++) {
      long seed = System.nanoTime();
      try {
        compareWithSortedList(new Random(seed));
      } catch (Throwable t) {
        throw new AssertionError("seed " + seed, t);
      }
    }
  }

  private void compareWithSortedList(Random random) {
    long now = random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 36);
    TimerWheel wheel = new TimerWheel(now);
    List<Twin> twins = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      int id = step;
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long at = now + random.nextLong(1L << random.nextInt(1, 26));
          twins.add(new Twin(at, id, wheel.add(at, () -> ran.add(id))));
        }
        case 2 -> {
          if (!twins.isEmpty()) {
            twins.remove(random.nextInt(twins.size())).timer.cancel();
          }
        }
        default -> {
          now += random.nextLong(1L << random.nextInt(1, 24));
          long until = now;
          ran.clear();
          runDue(wheel, now);
          List<Twin> due = twins.stream().filter(t -> t.at <= until).toList();
          assertThat(ran)
              .isEqualTo(
                  due.stream().sorted(Comparator.comparing(Twin::at)).map(Twin::id).toList());
          twins.removeAll(due);
        }
      }
      checkNext(wheel, twins, now);
    }
  }

  /** It may wake up for nothing, to move timers down, but never too late. */
  private static void checkNext(TimerWheel wheel, List<Twin> twins, long now) {
    long first = twins.stream().mapToLong(Twin::at).min().orElse(TimerWheel.NEVER);
    assertThat(wheel.next()).isLessThanOrEqualTo(first);
    assertThat(wheel.next() == TimerWheel.NEVER).isEqualTo(twins.isEmpty());
    assertThat(twins.isEmpty() || wheel.next() >= Math.min(now, first)).isTrue();
  }

  @Test
  void aTimerOfAnHourWakesTheThreadOnlyAFewTimes() {
    TimerWheel wheel = new TimerWheel(12_345);
    wheel.add(12_345 + 3_600_000, () -> ran.add(1));
    int wakeUps = 0;
    while (wheel.next() != TimerWheel.NEVER) {
      runDue(wheel, wheel.next());
      wakeUps++;
    }
    assertThat(ran).containsExactly(1);
    assertThat(wakeUps).isLessThanOrEqualTo(4);
  }

  @Test
  void aDueTimerCanStillBeCancelledByOneThatRunsBeforeIt() {
    TimerWheel wheel = new TimerWheel(0);
    Timer[] second = new Timer[1];
    wheel.add(5, () -> second[0].cancel());
    second[0] = wheel.add(5, () -> ran.add(2));
    wheel.add(5, () -> ran.add(3));
    runDue(wheel, 10);
    assertThat(ran).containsExactly(3);
    assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
  }

  @Test
  void aTimerThatAlwaysMakesTheNextForNowDoesNotHoldTheOthersUp() {
    TimerWheel wheel = new TimerWheel(0);
    Runnable[] again = new Runnable[1];
    again[0] =
        () -> {
          ran.add(1);
          wheel.add(0, again[0]);
        };
    wheel.add(0, again[0]);
    runDue(wheel, 7);
    assertThat(ran).containsExactly(1);
    runDue(wheel, 7);
    assertThat(ran).containsExactly(1, 1);
  }
}
