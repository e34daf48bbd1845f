/** Serves the built page under app://workbench. */
import { protocol } from 'electron'
import { PAGE_HEADERS, pageFile } from '../kit/page-files'
import { PAGE_ORIGIN, PAGE_SCHEME } from './messages'

/** Must run before the app is ready, once. */
export function registerPageScheme(): void {
  // WHY: without `standard` the page would have no origin, without `secure` no crypto and no workers.
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }])
}

/** Shape: request under app:// × folder of the built page → response; another host is 403. */
export async function answerPage(request: Request, pageDir: string): Promise<Response> {
  const { origin, host, pathname, protocol: scheme } = new URL(request.url)
  const ours = origin === PAGE_ORIGIN || `${scheme}//${host}` === PAGE_ORIGIN
  const { status, type, body } = await pageFile(pageDir, ours ? pathname : '\0')
  return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: { ...PAGE_HEADERS, 'Content-Type': type } })
}

/** Shape: folder of the built page → the scheme answers from it and from nowhere else. */
export function servePage(pageDir: string): void {
  protocol.handle(PAGE_SCHEME, (request) => answerPage(request, pageDir))
}
