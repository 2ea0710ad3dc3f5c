/**
 * A text → what it stands for, so that a key that is not there letter by letter is seen: base64,
 * hexadecimal, escapes of all kinds, strings joined over lines, blocks of YAML. Each piece knows
 * where in the text it came from. What it takes is told mark by mark to whoever asks, who may end
 * it. A new encoding is one class here and one line in {@link dev.straykey.decode.Decoders}.
 *
 * <p>Leaves to others: opening what is packed ({@code unpack}), and looking for keys ({@code
 * scan}).
 */
@NullMarked
package dev.straykey.decode;

import org.jspecify.annotations.NullMarked;
