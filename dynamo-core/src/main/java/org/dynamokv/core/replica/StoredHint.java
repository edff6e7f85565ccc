package org.dynamokv.core.replica;

import org.dynamokv.core.version.StoredObject;

/**
 * A hint as a walk over them finds it.
 *
 * @param slot where it stands and whom it is for
 * @param object what it knows
 * @param record its stored bytes: it is removed only while it still is these
 */
public record StoredHint(Slot slot, StoredObject object, byte[] record) {}
