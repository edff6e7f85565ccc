package org.dynamokv.transport.tcp;

/** What differs between a connection that we opened and one that a peer opened. IO thread only. */
interface Side {
  /** Whether this side says hello first. */
  boolean isInitiator();

  /** What is to be written. */
  SendQueue queue();

  /** Both sides said hello and liked it. */
  void opened(Connection connection);

  /** It ended, once; {@code wasOpen} tells whether {@link #opened} came before. */
  void ended(Connection connection, String reason, boolean wasOpen);
}
