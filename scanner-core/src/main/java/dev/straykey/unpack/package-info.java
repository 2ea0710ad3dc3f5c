/**
 * Archives and encodings, bounded in depth, ratio, size and time: what is inside comes out as named
 * streams; what was not opened comes out as a reason.
 */
@NullMarked
package dev.straykey.unpack;

import org.jspecify.annotations.NullMarked;
