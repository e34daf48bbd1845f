import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createEngine, type Engine } from '../../engine/engine'
import { cliHost, type EngineClient } from '../cli/engine'
import { startServer, type RunningServer } from './server'

let server: RunningServer
let engine: Engine
let port: string
let cookie: string

const ask = (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> =>
  new Promise((done, failed) => {
    // WHY: node:http sends the path and the Host as given; fetch would tidy both.
    get({ host: '127.0.0.1', port, path, headers: { Host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      response.resume()
      done(response)
    }).on('error', failed)
  })
const status = async (path: string, headers: Record<string, string> = {}) => (await ask(path, headers)).statusCode
const pathOf = (address: string) => address.slice(server.origin.length)

const opening = (path: string, headers: Record<string, string>): Promise<number | 'open'> =>
  new Promise((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.once('open', () => done('open'))
    socket.once('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
    socket.once('error', () => {})
    socket.once('open', () => socket.terminate())
  })

beforeAll(async () => {
  const pageDir = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>page</title>')
  engine = createEngine(cliHost())
  server = await startServer({ router: engine.router, pageDir, port: 0, randomBytes: (count) => randomBytes(count) })
  port = new URL(server.origin).port
  const response = await ask(pathOf(server.newAddress()))
  cookie = response.headers['set-cookie']![0]!.split(';')[0]!
})
afterAll(async () => {
  await server.close()
  await engine.close()
})

describe('the gate', () => {
  it('takes a ticket once, for a cookie that no script and no other site gets', async () => {
    const path = pathOf(server.newAddress())
    const first = await ask(path)
    expect([first.statusCode, first.headers.location]).toEqual([303, '/'])
    expect(first.headers['set-cookie']![0]).toMatch(/^backtrail-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(await status(path)).toBe(403)
  })

  it.each([
    ['no cookie', '/', {}, 403],
    ['a made-up cookie', '/', { Cookie: 'backtrail-1=x' }, 403],
    ['a made-up ticket', '/?ticket=x', {}, 403],
    ['another name for this machine', '/', { Host: 'evil.example' }, 421],
    ['the same address at another port', '/', { Host: '127.0.0.1:1' }, 421],
  ])('refuses %s', async (_what, path, headers, expected) => {
    expect(await status(path, headers as Record<string, string>)).toBe(expected)
  })

  it('lets the page in and nothing above it', async () => {
    const seen = await Promise.all(
      ['/', '/..%2f..%2fpackage.json', '/../package.json', '/gone.js'].map((path) => status(path, { Cookie: cookie })),
    )
    expect(seen).toEqual([200, 403, 403, 404])
  })

  it('sends its policy with every answer', async () => {
    const answers = await Promise.all([ask('/'), ask('/', { Cookie: cookie }), ask('/', { Host: 'evil.example' })])
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect([headers['x-content-type-options'], headers['cache-control'], headers['referrer-policy']]).toEqual([
        'nosniff',
        'no-store',
        'no-referrer',
      ])
    }
  })

  it('opens the socket to its own page only', async () => {
    const own = { Origin: server.origin, Cookie: cookie }
    const seen = await Promise.all([
      opening('/rpc', own),
      opening('/rpc', { ...own, Origin: 'http://evil.example' }),
      opening('/rpc', { Cookie: cookie }),
      opening('/rpc', { Origin: server.origin }),
      opening('/other', own),
    ])
    expect(seen).toEqual(['open', 403, 403, 403, 403])
  })

  it('cannot be reached but over the loopback address', async () => {
    const answered = await new Promise((done) => {
      const socket = connect({ host: '127.0.0.2', port: Number(port) }, () => done(true))
      socket.once('error', () => done(false))
    })
    expect(answered).toBe(false)
  })
})

describe('the contract over the socket', () => {
  it('answers, streams, and ends a stream with its socket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: { Origin: server.origin, Cookie: cookie } })
    const client = createORPCClient<EngineClient>(new RPCLink({ websocket: socket }))
    expect(await client.shell.info()).toMatchObject({ shell: 'cli' })
    const changes = await client.case.watch()
    expect((await changes.next()).value).toEqual({ revision: 0 })
    socket.close()
    await expect(changes.next()).rejects.toThrow()
  })
})
