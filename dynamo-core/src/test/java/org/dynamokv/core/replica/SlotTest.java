package org.dynamokv.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

class SlotTest {
  private static Key key(Random r) {
    return new Key(bytes(r, 1 + r.nextInt(3)), bytes(r, r.nextInt(4)));
  }

  private static Bytes bytes(Random r, int length) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) {
      b[i] = (byte) (r.nextInt(3) - 1);
    }
    return Bytes.wrap(b);
  }

  @Test
  void slotsComeBackFromTheirStorageKeysAndNoTwoShareOne() {
    Random r = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      Slot a = slot(r);
      Slot b = slot(r);
      assertThat(Slot.parse(a.storageKey().array())).isEqualTo(a);
      assertThat(a.storageKey().equals(b.storageKey()))
          .as("%s and %s", a, b)
          .isEqualTo(a.equals(b));
    }
  }

  private static Slot slot(Random r) {
    int partition = r.nextInt(2) * 65535;
    return r.nextBoolean()
        ? Slot.own(partition, r.nextInt(2), key(r))
        : Slot.hint(partition, key(r), new NodeId(1 + r.nextInt(2)));
  }

  @Test
  void prefixCoversTheHintsOfOneKeyAndNoOther() {
    Random r = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      Key wanted = key(r);
      Slot hint = Slot.hint(1, key(r), new NodeId(-1));
      byte[] prefix = Slot.hintsPrefix(1, wanted);
      Bytes at = hint.storageKey();
      boolean within =
          at.compareTo(Bytes.wrap(prefix)) >= 0 && at.compareTo(Bytes.wrap(Slot.after(prefix))) < 0;
      assertThat(within).isEqualTo(hint.key().equals(wanted));
    }
  }
}
