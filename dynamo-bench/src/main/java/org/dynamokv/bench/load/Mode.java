package org.dynamokv.bench.load;

/** What a run does. */
enum Mode {
  /** Only gets. */
  READ,
  /** Only puts, each over what the key's last writer has seen. */
  WRITE,
  /** Both, in a given proportion. */
  MIXED;

  /** The share of gets, per cent. */
  int readPercent(int ofMixed) {
    return switch (this) {
      case READ -> 100;
      case WRITE -> 0;
      case MIXED -> ofMixed;
    };
  }
}
