/** The built page: which file answers a path, of what type, under which policy. Both shells that show a page serve it from here. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isWithin, settled } from './grants'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

// SECURITY: scripts, workers and connections come from the page's own origin only; evidence text that became markup could load and send nothing.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // WHY: the editor and the charts set style elements and style attributes at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
}

export interface PageAnswer {
  status: 200 | 403 | 404
  type: string
  body: Uint8Array
}

const said = (status: 403 | 404, text: string): PageAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: new TextEncoder().encode(text),
})

function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return path.includes('\0') || path.includes('\\') ? null : path
  } catch {
    return null
  }
}

/**
 * Answer a path of the page.
 *
 * Shape:  folder of the built page × path of the URL → file; `/` is index.html; 403 for a path that leaves the folder, 404 for one that is not there.
 */
export async function pageFile(folder: string, pathname: string): Promise<PageAnswer> {
  const path = decoded(pathname)
  if (path === null) return said(403, 'That path is not part of the workbench.')
  const file = join(folder, path === '/' ? 'index.html' : path)
  // SECURITY: the decoded path is compared part by part after links are followed; `%2e%2e` and a link out of the folder are refused.
  if (!isWithin(settled(folder), settled(file))) return said(403, 'That path is not part of the workbench.')
  try {
    return { status: 200, type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream', body: await readFile(file) }
  } catch {
    return said(404, 'There is no such file in the workbench.')
  }
}
