package org.dynamokv.storage.lmdb;

import java.nio.file.Path;
import java.util.List;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;

/** Commits batch after batch and says each number when it is acknowledged, until it is killed. */
final class CommittingChild {
  static final byte[] FIRST = Stores.utf8("first");
  static final byte[] SECOND = Stores.longKey("second");

  private CommittingChild() {}

  public static void main(String[] args) {
    try {
      StorageEngine engine = Stores.open(Path.of(args[0]), "map-size=64k");
      for (long n = 1; ; n++) {
        byte[] value = Stores.utf8(Long.toString(n));
        engine.apply(
            List.of(
                new Write.Put(FIRST, value),
                new Write.Put(Stores.utf8("entry" + n), new byte[500]),
                new Write.Put(SECOND, value)));
        System.out.println("acknowledged " + n);
      }
    } catch (StorageException e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }
}
