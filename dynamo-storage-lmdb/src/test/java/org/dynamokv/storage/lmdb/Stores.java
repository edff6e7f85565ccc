package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;

/** What the tests of this module share. */
final class Stores {
  private Stores() {}

  /** Opens an engine with settings such as {@code map-size=64k}. */
  static StorageEngine open(Path folder, String... settings) throws StorageException {
    SortedMap<String, String> given = new TreeMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    LmdbProvider provider = new LmdbProvider();
    Settings all = Settings.of("storage.lmdb.", provider.settings(), given);
    return provider.open(new StorageConfig(folder.toString(), all));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] longKey(String end) {
    byte[] key = new byte[2000];
    Arrays.fill(key, (byte) 'k');
    byte[] tail = utf8(end);
    System.arraycopy(tail, 0, key, key.length - tail.length, tail.length);
    return key;
  }

  static void put(StorageEngine engine, byte[] key, byte[] value) throws StorageException {
    engine.apply(List.of(new Write.Put(key, value)));
  }

  static StorageException failure(StorageException.Kind kind, ThrowingCallable call) {
    StorageException e = catchThrowableOfType(StorageException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
    return e;
  }

  /** Starts a main class on a folder in a JVM of its own, errors beside output. */
  static Process java(Class<?> main, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlmdbjava.extract.dir=" + folder); // a killed JVM leaves the library behind
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
