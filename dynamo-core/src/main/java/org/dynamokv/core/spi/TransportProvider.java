package org.dynamokv.core.spi;

/** Makes transports of one kind; found through {@link java.util.ServiceLoader}. */
public interface TransportProvider extends PluginProvider {
  /**
   * Makes a transport that is not started yet.
   *
   * @throws IllegalArgumentException when a setting makes no sense, with a line that names it
   */
  Transport open(TransportConfig config);
}
