package org.dynamokv.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tutorial of this module's README: what stands there is what runs here. */
@Timeout(60)
class TutorialTest {
  private static final String SOURCE = "src/test/java/org/dynamokv/client/TutorialTest.java";

  private final FakeCluster cluster = new FakeCluster(3);

  @Test
  void theTutorialRuns() {
    ClientBuilder builder = DynamoClient.builder().seed("node0:20050").transport(cluster);
    // tutorial begins
    try (DynamoClient client = builder.build()) {
      client.ready().toCompletableFuture().join();

      // A key lives in a bucket; this one in "default".
      Key key = Key.of("cart:4711");
      Content milk = Content.of(Bytes.utf8("milk"));

      // The first write has seen nothing, so its context is empty.
      Written written =
          client.put(Put.of(key, milk, Bytes.EMPTY), client.options()).toCompletableFuture().join();

      // A later write says what its writer has seen: the context of the answer before.
      Content eggs = Content.of(Bytes.utf8("milk, eggs"));
      client
          .put(Put.of(key, eggs, written.context()), client.options())
          .toCompletableFuture()
          .join();

      // A read gives every sibling: more than one if two writers did not know of each other.
      Reading cart = client.get(key, client.options()).toCompletableFuture().join();
      System.out.println(cart.versions().get(0).content().value().asUtf8());

      // A write with the reading's context replaces all that was read.
      client
          .put(Put.delete(key, cart.context()), client.options())
          .thenCompose(gone -> client.get(key, client.options()))
          .thenAccept(reading -> System.out.println(reading.isFound()))
          .toCompletableFuture()
          .join();
    }
    // tutorial ends
    assertThat(cluster.requests()).isEqualTo(5);
    assertThat(cluster.values).isEmpty();
  }

  @Test
  void theReadmeShowsWhatThisTestRuns() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(SOURCE));
    int begin = indexOf(lines, "    // tutorial begins");
    int end = indexOf(lines, "    // tutorial ends");
    String tutorial =
        lines.subList(begin + 1, end).stream()
            .map(l -> l.isBlank() ? "" : l.substring(4))
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("README.md"))).contains(tutorial);
  }

  private static int indexOf(List<String> lines, String line) {
    int at = lines.indexOf(line);
    assertThat(at).isNotNegative();
    return at;
  }
}
