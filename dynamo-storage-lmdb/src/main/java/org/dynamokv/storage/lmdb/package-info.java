/** A sorted, durable byte store on LMDB. */
@NullMarked
package org.dynamokv.storage.lmdb;

import org.jspecify.annotations.NullMarked;
