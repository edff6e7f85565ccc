/**
 * Settings: declared once, given by flags, environment and file, checked before anything starts.
 */
@NullMarked
package org.dynamokv.server.config;

import org.jspecify.annotations.NullMarked;
