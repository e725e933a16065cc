/** Link preview of a page: its title, a sentence and a picture. @see https://ogp.me */
import { html } from 'hono/html';
import { previewSize } from '../../../document/index.ts';
import { type Html, type PageContext, say } from '../page-context.ts';

export type LinkPreview = {
  readonly description: string;
  /** True if there is a picture of the page itself; otherwise it has that of its release. */
  readonly picture: boolean;
};

/** Programs that read it require absolute addresses: if the site's is unknown, there is no picture. */
export function showPreview(context: PageContext, title: string, { description, picture }: LinkPreview): Html {
  const { publicAddress = null, language, path, query = '', release } = context;
  const property = (name: string, content: string | number) => html`<meta property="og:${name}" content="${content}">
`;
  const shown = release?.illustrative ? `${say(context, 'band.illustrative.word')} · ${title}` : title;
  const image = imageOf(context, picture, shown);
  return html`<meta name="description" content="${description}">
${property('type', 'website')}${property('title', shown)}${property('description', description)}${property('site_name', say(context, 'product.name'))}${property('locale', context.texts.language(language).locale.replace('-', '_'))}${
  publicAddress === null ? '' : property('url', `${publicAddress}${language}/${path}${query}`)
}${
  image
    ? html`${property('image', `${publicAddress}preview/${image.address}`)}${property('image:width', previewSize.width)}${property('image:height', previewSize.height)}${property('image:alt', image.alt)}<meta name="twitter:card" content="summary_large_image">`
    : ''
}`;
}

/** The picture of the page, or of its release. A draft has neither: it is not for others. */
function imageOf(
  { publicAddress, language, path, query = '', release, cover }: PageContext,
  own: boolean,
  shown: string,
) {
  if (!publicAddress || release?.draft) return null;
  if (own && release !== null) return { address: `${release.id}/${language}/${path}.png${query}`, alt: shown };
  return cover && { address: `${cover.release}/${language}/${cover.path}.png`, alt: cover.title };
}
