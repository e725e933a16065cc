/** The lists by which a package describes its parts: content types and relationships. */
import { type Dialect, head, plainText, replaceOnce, usual } from './xml-text.ts';

const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const typesPart = '[Content_Types].xml';

/** A part's name relative to a folder such as `xl/worksheets/`: some programs do not accept absolute names. */
function relative(folder: string, target: string): string {
  const [from, to] = [folder.split('/').slice(0, -1), target.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same += 1;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** The changed parts of a package; all others remain as they are. */
export class PackagePatch {
  readonly changed = new Map<string, Uint8Array>();
  /** Dialect of the relationship types. */
  dialect: Dialect = usual;
  readonly #parts: ReadonlyMap<string, Uint8Array>;

  constructor(parts: ReadonlyMap<string, Uint8Array>) {
    this.#parts = parts;
  }

  text(name: string): string | null {
    const bytes = this.changed.get(name) ?? this.#parts.get(name);
    return bytes ? plainText(bytes) : null;
  }

  /** The text of a part of any kind, unchanged. */
  plain(name: string): string | null {
    const bytes = this.changed.get(name) ?? this.#parts.get(name);
    return bytes ? new TextDecoder().decode(bytes) : null;
  }

  put(name: string, text: string): void {
    this.changed.set(name, new TextEncoder().encode(text));
  }

  putBytes(name: string, bytes: Uint8Array): void {
    this.changed.set(name, bytes);
  }

  /** Names of the original parts. */
  get names(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** A part name such as `xl/comments3.xml` that is not used yet, ignoring case. */
  free(name: (number: number) => string): string {
    const taken = new Set([...this.#parts.keys(), ...this.changed.keys()].map((one) => one.toLowerCase()));
    let number = 1;
    while (taken.has(name(number).toLowerCase())) number += 1;
    return name(number);
  }

  /**
   * @param target - name of a part
   * @returns id of the relationship from the part to the target
   */
  lead(part: string, kind: string, target: string): string {
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
    const known = [...this.#parts.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    const xml = this.text(known) ?? `${head}<Relationships xmlns="${packaged}"></Relationships>`;
    const opened = xml.replace(/<Relationships\b([^>]*)\/>/, '<Relationships$1></Relationships>');
    let number = 1;
    while (opened.includes(`"gap${number}"`)) number += 1;
    const id = `gap${number}`;
    const line = `<Relationship Id="${id}" Type="${this.dialect.office}/${kind}" Target="${relative(folder, target)}"/>`;
    this.put(
      known,
      replaceOnce(opened, '</Relationships>', (close) => `${line}${close}`),
    );
    return id;
  }

  /** Adds the content type of a new part. */
  type(part: string, type: string): void {
    this.#addType(
      `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
    );
  }

  /** Adds the content type of all parts with an extension, if none is declared yet. */
  typeOfEnding(ending: string, type: string): void {
    if (new RegExp(`<Default\\b[^>]*Extension="${ending}"`, 'i').test(this.text(typesPart)!)) return;
    this.#addType(
      `<Default Extension="${ending}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
      true,
    );
  }

  typeOfPictures(ending: string): void {
    if (new RegExp(`<Default\\b[^>]*Extension="${ending}"`, 'i').test(this.text(typesPart)!)) return;
    this.#addType(`<Default Extension="${ending}" ContentType="image/${ending}"/>`, true);
  }

  #addType(line: string, first = false): void {
    const xml = this.text(typesPart)!;
    const added = first
      ? replaceOnce(xml, /<Types\b[^>]*>/, (open) => `${open}${line}`)
      : replaceOnce(xml, '</Types>', (close) => `${line}${close}`);
    this.put(typesPart, added);
  }
}
