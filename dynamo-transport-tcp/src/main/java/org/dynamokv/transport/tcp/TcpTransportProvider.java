package org.dynamokv.transport.tcp;

import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportProvider;

/** The transport named {@code tcp}. */
public final class TcpTransportProvider implements TransportProvider {
  /** For the service loader. */
  public TcpTransportProvider() {}

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public List<Setting> settings() {
    return TcpSettings.KNOWN;
  }

  @Override
  public Transport open(TransportConfig config) {
    return new TcpTransport(config, TcpSettings.of(config.settings()), System::nanoTime);
  }
}
