/**
 * The operators' door: the admin API as JSON in one place, and the HTTP port with the page on it.
 */
@NullMarked
package org.dynamokv.server.admin;

import org.jspecify.annotations.NullMarked;
