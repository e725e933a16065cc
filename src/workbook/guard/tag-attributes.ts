/** The attributes of the current tag: their positions in the source; values are extracted only on request. */
export class TagAttributes {
  readonly #source: string;
  readonly #decode: (text: string) => string;
  readonly #keys: string[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** True if the value contains a reference, or white space that counts as a space. */
  readonly #coded: boolean[] = [];
  #count = 0;

  constructor(source: string, decode: (text: string) => string) {
    this.#source = source;
    this.#decode = decode;
  }

  get count(): number {
    return this.#count;
  }

  /** Names as written, with their prefix. */
  key(place: number): string {
    return this.#keys[place]!;
  }

  length(place: number): number {
    return this.#to[place]! - this.#from[place]!;
  }

  value(place: number): string {
    const value = this.#source.slice(this.#from[place], this.#to[place]);
    return this.#coded[place] ? this.#decode(value.replace(/[\t\n]/g, ' ')) : value;
  }

  get(key: string): string | undefined {
    for (let place = 0; place < this.#count; place += 1) if (this.#keys[place] === key) return this.value(place);
    return undefined;
  }

  /** The value of the first prefixed attribute with this local name, such as `r:id`. */
  getPrefixed(name: string): string | undefined {
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#keys[place]!.endsWith(`:${name}`)) return this.value(place);
    }
    return undefined;
  }

  clear(): void {
    this.#count = 0;
  }

  /** @returns false if the tag has the attribute already */
  add(key: string, from: number, to: number, coded: boolean): boolean {
    for (let place = 0; place < this.#count; place += 1) if (this.#keys[place] === key) return false;
    this.#keys[this.#count] = key;
    this.#from[this.#count] = from;
    this.#to[this.#count] = to;
    this.#coded[this.#count] = coded;
    this.#count += 1;
    return true;
  }
}
