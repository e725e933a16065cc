/** Keeps what was read of a part that is the same, byte for byte, in many workbooks: styles and theme. */
import { Buffer } from 'node:buffer';

const most = 4;
/** Bytes of a part; larger ones are read each time. */
const largest = 256 * 1024;

/** `With` is what the reading depends on besides the bytes, compared by identity. */
export class KeptPart<Made, With = null> {
  readonly #kept: { readonly bytes: Uint8Array; readonly beside: With; readonly made: Made }[] = [];

  /** @param read - must depend on nothing else; what it throws is not kept */
  read(bytes: Uint8Array, beside: With, read: () => Made): Made {
    const place = this.#kept.findIndex(
      (one) => one.beside === beside && one.bytes.length === bytes.length && Buffer.compare(one.bytes, bytes) === 0,
    );
    const [known] = place < 0 ? [] : this.#kept.splice(place, 1);
    const made = known ? known.made : read();
    if (bytes.length <= largest) {
      // A copy, as the bytes may be a part of the whole file.
      this.#kept.unshift(known ?? { bytes: Uint8Array.from(bytes), beside, made });
      this.#kept.length = Math.min(this.#kept.length, most);
    }
    return made;
  }
}
