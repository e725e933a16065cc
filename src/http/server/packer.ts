/**
 * Packs the pages that people ask for as tightly as brotli can, one at a time: a sixth smaller, at a second of a thread.
 *
 * Doing so to every page when it is drawn was weighed: there are hundreds, most of which no one opens before the next
 * release. So the first reader gets a page at once, and those after them get less to wait for.
 */
import { type Body, tighten } from './body.ts';

export type Packer = {
  /** Puts a tighter body in the place of the one that is there, once for each. */
  readonly pack: (bodies: Map<string, Body>, address: string) => void;
  /** Resolves when what was asked for is packed. */
  readonly idle: () => Promise<void>;
  readonly close: () => void;
};

/** @param kept - given what was packed */
export function openPacker(kept: (bodies: Map<string, Body>, address: string, body: Body) => void = () => {}): Packer {
  const seen = new WeakSet<Body>();
  let work: Promise<void> = Promise.resolve();
  let closed = false;
  return {
    pack: (bodies, address) => {
      const body = bodies.get(address);
      if (body === undefined || body.tight || seen.has(body)) return;
      seen.add(body);
      work = work.then(async () => {
        if (closed || bodies.get(address) !== body) return;
        const tight = await tighten(body);
        // It may be out of date by now.
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
