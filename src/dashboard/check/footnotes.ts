/** Checks that the footnotes required by map shapes exist in the texts. */
import { type Fault, listContent, nearest, openContent } from '../../content/index.ts';

type Shapes = { readonly features: readonly { readonly properties: { readonly footnote?: string } }[] };

/** Without its text, a map would lack the required statement about its boundaries. */
export function checkFootnotes(contentRoot: string): Fault[] {
  const languages = openContent(contentRoot, 'texts/languages.yaml').file?.value as { working: string } | undefined;
  const name = `texts/${languages?.working}/reference.yaml`;
  const texts = openContent(contentRoot, name).file?.value as { footnotes?: Record<string, string> } | undefined;
  if (!texts) return [];
  const known = Object.keys(texts.footnotes ?? {});
  return listContent(contentRoot)
    .filter((file) => file.endsWith('.geojson'))
    .flatMap((path) => {
      const { file } = openContent(contentRoot, path);
      if (file === null) return [];
      return (file.value as Shapes).features.flatMap(({ properties: { footnote } }, at) =>
        footnote === undefined || known.includes(footnote)
          ? []
          : file.fault(['features', at, 'properties', 'footnote'], {
              what: `The footnote "${footnote}" has no text.`,
              near: nearest(footnote, known),
              correction: `Add footnotes.${footnote} to ${name}.`,
            }),
      );
    });
}
