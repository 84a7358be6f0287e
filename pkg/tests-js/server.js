// A static server for the browser tests, under the page policy that the sidecar gives its static files.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** What the package's pages need and no more; the sidecar's is the same. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves folders and texts by path prefix on a free port of 127.0.0.1. */
export async function serve({ folders = {}, texts = {}, policy = POLICY }) {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const body = texts[path] ?? (await fromFolders(folders, path));
    response.setHeader("content-security-policy", policy);
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

async function fromFolders(folders, path) {
  const prefix = Object.keys(folders).filter((item) => path.startsWith(item)).sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return undefined;
  // `normalize` on an absolute path leaves no `..` in front.
  const inside = normalize(`/${path.slice(prefix.length)}`);
  return readFile(join(folders[prefix], inside)).catch(() => undefined);
}
