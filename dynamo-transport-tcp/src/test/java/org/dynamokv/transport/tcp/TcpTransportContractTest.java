package org.dynamokv.transport.tcp;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.contract.TransportContract;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.TransportProvider;
import org.junit.jupiter.api.Nested;

final class TcpTransportContractTest {
  private abstract static class Contract extends TransportContract {
    @Override
    protected TransportProvider provider() {
      return Plugins.find(
          "transport", TransportProvider.class, "tcp", TransportContract.class.getClassLoader());
    }

    @Override
    protected SortedMap<String, String> queueOf(long bytes) {
      return new TreeMap<>(Map.of("queue-bytes", Long.toString(bytes)));
    }
  }

  @Nested
  final class AsItComes extends Contract {}

  @Nested
  final class WithoutNativeSockets extends Contract {
    @Override
    protected SortedMap<String, String> settings() {
      return new TreeMap<>(Map.of("io", "nio"));
    }
  }

  @Nested
  final class WithSeveralConnectionsAndThreads extends Contract {
    @Override
    protected SortedMap<String, String> settings() {
      return new TreeMap<>(Map.of("connections", "3", "io-threads", "2"));
    }
  }
}
