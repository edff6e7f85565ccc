package org.dynamokv.core.ring;

import org.dynamokv.core.value.NodeId;

/**
 * One position of an owner list.
 *
 * @param node who holds a copy
 * @param tenure id of the change that made it owner. Data are kept under (partition, tenure), so
 *     what is left of an earlier ownership is never mistaken for the present one
 */
public record Owner(NodeId node, long tenure) {}
