package org.dynamokv.server.admin;

import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.dynamokv.core.env.Events.Request;
import org.dynamokv.core.node.Explanation.Replica;
import org.dynamokv.server.metrics.NodeMetrics;
import org.dynamokv.server.metrics.TrafficMeter;

/**
 * Serves the page over a pretended cluster, for people who work on it: {@code PagePreview PORT
 * MEMBERS [joining] [down]}.
 */
final class PagePreview {
  private PagePreview() {}

  public static void main(String[] args) throws Exception {
    int members = Integer.parseInt(args[1]);
    List<String> options = List.of(args).subList(2, args.length);
    FakeNode node = new FakeNode(members, 256);
    node.local = List.of(new Replica(FakeNode.id(0), "owner", true, FakeNode.twoSiblings(), null));
    if (options.contains("joining")) {
      node.beginJoin(members, 256, 12);
    }
    if (options.contains("down")) {
      node.lose(1);
    }
    if (options.contains("newcomer")) {
      node.notYetMember("node-1 at 10.0.0.7:20050 to answer");
    }
    NodeMetrics metrics = new NodeMetrics(new MetricRegistry());
    AdminPort.start(
        AdminPort.Settings.loopback(Integer.parseInt(args[0])),
        new AdminApi(node),
        new TrafficMeter(metrics, System::nanoTime));
    while (true) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      for (int i = 0; i < 40; i++) {
        Request request = i % 3 == 0 ? Request.PUT : Request.GET;
        metrics.requestDone(request, "", (long) (400_000 * Math.exp(random.nextGaussian() * 0.7)));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
