/**
 * Recompresses requested pages with maximum brotli compression, one at a time: a sixth smaller, for one second of a
 * thread.
 *
 * Not done for every page when it is rendered: there are hundreds, and most are not opened before the next release.
 * So the first reader gets a page at once, and later readers a smaller one. Only a page requested a second time is
 * recompressed: otherwise a crawler that follows every link once would cause every page to be recompressed.
 */
import { type Body, tighten } from './body.ts';

export type Packer = {
  /** Replaces a body that is requested again with the recompressed one, once for each body. */
  readonly pack: (bodies: Map<string, Body>, address: string) => void;
  /** Resolves when all pending bodies are done. */
  readonly idle: () => Promise<void>;
  readonly close: () => void;
};

/** @param kept - receives each recompressed body */
export function openPacker(kept: (bodies: Map<string, Body>, address: string, body: Body) => void = () => {}): Packer {
  const requested = new WeakSet<Body>();
  const seen = new WeakSet<Body>();
  let work: Promise<void> = Promise.resolve();
  let closed = false;
  return {
    pack: (bodies, address) => {
      const body = bodies.get(address);
      if (body === undefined || body.tight || seen.has(body)) return;
      if (!requested.has(body)) return void requested.add(body);
      seen.add(body);
      work = work.then(async () => {
        if (closed || bodies.get(address) !== body) return;
        const tight = await tighten(body);
        // The body may have been replaced meanwhile.
        if (bodies.get(address) !== body) return;
        bodies.set(address, tight);
        kept(bodies, address, tight);
      });
    },
    idle: () => work,
    close: () => {
      closed = true;
    },
  };
}
