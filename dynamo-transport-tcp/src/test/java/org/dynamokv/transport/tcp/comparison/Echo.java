package org.dynamokv.transport.tcp.comparison;

/** One connection over loopback, with an echo at its other end, in one library. */
interface Echo extends AutoCloseable {
  /** What the table calls it. */
  String name();

  /** Starts the echo and connects to it. */
  void open(Window window) throws Exception;

  /** Sends so many frames, to begin with; each that comes back is sent again by the window. */
  void begin(int frames);

  @Override
  void close();
}
