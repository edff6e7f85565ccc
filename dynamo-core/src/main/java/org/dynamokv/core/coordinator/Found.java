package org.dynamokv.core.coordinator;

import org.dynamokv.core.version.StoredObject;

/**
 * What a read quorum knows of a key, tombstones and all.
 *
 * @param strict whether the key's own replicas alone met the quorum
 */
record Found(StoredObject object, boolean strict) {}
