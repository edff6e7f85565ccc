/**
 * A sorted, durable byte store on LMDB: the "local persistence component" of paper 5.
 *
 * <p>Reading order: {@link org.dynamokv.storage.lmdb.LmdbProvider} opens a {@code Database} for an
 * {@code LmdbEngine}; {@code View} reads and {@code Writer} writes within one LMDB transaction;
 * {@code Walk} goes through keys in order; {@code Layout} says where a key lies; {@code LmdbRecord}
 * checks bytes. The file format is written down in the module's README.
 */
@NullMarked
package org.dynamokv.storage.lmdb;

import org.jspecify.annotations.NullMarked;
