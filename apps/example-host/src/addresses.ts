/** Where this product is, and where Patchbay is. 127.0.0.1 and localhost are two sites to a browser, like two companies. */
export const PORT = Number(process.env['PORT'] ?? 4700);
export const ORIGIN = process.env['ORIGIN'] ?? `http://127.0.0.1:${PORT}`;
export const PATCHBAY_URL = process.env['PATCHBAY_URL'] ?? 'http://localhost:3000';
