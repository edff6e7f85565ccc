package org.dynamokv.server.runtime;

import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.config.Config;

/** Makes the transport that the configuration names. */
final class Transports {
  private Transports() {}

  static Transport open(
      Config config, LinkSettings link, Hello hello, Endpoint listen, ClassLoader plugins) {
    String name = link.transport();
    TransportProvider provider = Plugins.find("transport", TransportProvider.class, name, plugins);
    return provider.open(
        new TransportConfig(
            hello,
            listen,
            link.maxFrameBytes(),
            link.maxAgeMillis(),
            config.plugin("transport." + name + ".", provider.settings())));
  }
}
