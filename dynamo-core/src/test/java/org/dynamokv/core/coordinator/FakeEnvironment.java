package org.dynamokv.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.replica.HeldStorage;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;

/** Time stands still, nothing scheduled runs; what is sent is kept. */
final class FakeEnvironment implements Environment {
  final HeldStorage storage = new HeldStorage();
  final List<Frame> sent = new ArrayList<>();

  @Override
  public long monotonicMillis() {
    return 0;
  }

  @Override
  public long monotonicNanos() {
    return 0;
  }

  @Override
  public long wallMillis() {
    return 0;
  }

  @Override
  public RandomGenerator random() {
    return new Random(1);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return () -> {};
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public int backlog() {
    return 0;
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    sent.add(frame);
  }

  @Override
  public Storage storage() {
    return storage;
  }
}
