import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the page's own bundle is built, next to the web app: `index.html`, and hashed files below `assets`. */
export function pageFolder(webDist: string): string {
  return join(webDist, '..', 'connect-page', 'dist');
}

/** What is served as long as the bundle is not built: enough to connect. */
export const PLAIN_FOLDER = fileURLToPath(new URL('./plain', import.meta.url));

/** Where the bundle's page has the data of a return. */
const PLACE = '</body>';

/** The same page for every session, open, ended or unknown, and for windows. */
export function pageHtml(webDist: string): string {
  const built = join(pageFolder(webDist), 'index.html');
  return readFileSync(existsSync(built) ? built : join(PLAIN_FOLDER, 'index.html'), 'utf8');
}

/** The page of a return. A block of data is no script (HTML, section 4.12.1), so no policy is in its way. */
export function withReturnData(html: string, data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
  const block = `<script type="application/json" id="patchbay-return">${json}</script>`;
  const at = html.lastIndexOf(PLACE);
  return at < 0 ? html + block : html.slice(0, at) + block + html.slice(at);
}
