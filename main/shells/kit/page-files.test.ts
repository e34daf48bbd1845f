import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PAGE_HEADERS, pageFile } from './page-files'

let page: string
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'page-'))
  page = join(root, 'renderer')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(root, 'secret.js'), 'secret')
  for (const file of ['index.html', 'assets/app.js', 'assets/font.woff2', 'assets/a b.css']) writeFileSync(join(page, file), file)
  symlinkSync(join(root, 'secret.js'), join(page, 'assets/link.js'))
})
const answer = async (path: string) => {
  const { status, type, body } = await pageFile(page, path)
  return [status, type.split(';')[0], status === 200 ? new TextDecoder().decode(body) : '']
}

describe('files of the page', () => {
  it.each([
    ['/', [200, 'text/html', 'index.html']],
    ['/assets/app.js', [200, 'text/javascript', 'assets/app.js']],
    ['/assets/font.woff2', [200, 'font/woff2', 'assets/font.woff2']],
    ['/assets/a%20b.css', [200, 'text/css', 'assets/a b.css']],
    ['/assets/gone.js', [404, 'text/plain', '']],
    ['/assets', [404, 'text/plain', '']],
    ['/../secret.js', [403, 'text/plain', '']],
    ['/..%2fsecret.js', [403, 'text/plain', '']],
    ['/assets/%2e%2e/%2e%2e/secret.js', [403, 'text/plain', '']],
    ['/assets/link.js', [403, 'text/plain', '']],
    ['/..\\secret.js', [403, 'text/plain', '']],
    ['/%00', [403, 'text/plain', '']],
    ['/%zz', [403, 'text/plain', '']],
  ])('%s', async (path, expected) => {
    expect(await answer(path)).toEqual(expected)
  })

  it('come under a policy that loads and connects to nothing but themselves', () => {
    const policy = PAGE_HEADERS['Content-Security-Policy']!
    expect(policy).not.toMatch(/https?:|ws:|\*|unsafe-eval|script-src[^;]*unsafe/)
    expect(policy).toContain("default-src 'none'")
  })
})
