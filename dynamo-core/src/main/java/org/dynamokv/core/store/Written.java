package org.dynamokv.core.store;

import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What became of a put or delete that succeeded.
 *
 * @param context covers the written value; empty unless that value is now the only sibling, because
 *     a context never covers what its holder has not seen
 * @param object the object after the write, when it was asked for
 * @param strict whether the key's own replicas alone met the quorum
 */
public record Written(Bytes context, @Nullable Reading object, boolean strict) {}
