package org.dynamokv.core.sample;

import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.contract.StorageEngineContract;
import org.dynamokv.core.spi.StorageProvider;

/** Compacts at every opportunity, so that the contract meets that too. */
class LogfileContractTest extends StorageEngineContract {
  @Override
  protected StorageProvider provider() {
    return new LogfileProvider();
  }

  @Override
  protected boolean durable() {
    return true;
  }

  @Override
  protected SortedMap<String, String> settings() {
    return new TreeMap<>(java.util.Map.of("compact-above", "1"));
  }
}
