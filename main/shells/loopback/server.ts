/** The browser shell's server: one page and one socket on 127.0.0.1, behind the gate. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { RPC_PATH } from '#contract/bridge'
import { fault } from '#contract/errors'
import type { Engine } from '../../engine/engine'
import { PAGE_HEADERS, pageFile } from '../kit/page-files'
import { Gate } from './gate'

// SECURITY: the loopback interface only; nothing on the network can reach the workbench.
const LOOPBACK = '127.0.0.1'
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024

export interface ServerOptions {
  router: Engine['router']
  /** Folder of the built page. */
  pageDir: string
  /** 0 takes any free port. */
  port: number
  randomBytes: (count: number) => Uint8Array
}

export interface RunningServer {
  origin: string
  /** Shape: → address with a one-time ticket. */
  newAddress(): string
  close(): Promise<void>
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(text)
}

async function answer(gate: Gate, pageDir: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (gate.judge(request)) {
    case 'misdirected':
      return say(response, 421, 'This is not the address of the workbench.')
    case 'forbidden':
      return say(response, 403, 'Open the workbench with the address that was printed when it started; each address works once.')
    case 'ticket':
      response.writeHead(303, { ...PAGE_HEADERS, Location: '/', 'Set-Cookie': gate.setCookie }).end()
      return
    case 'pass': {
      // WHY: the URL parser would resolve `..` before it is seen, so the path is taken as it was sent.
      const pathname = (request.url ?? '/').split('?')[0]!
      const { status, type, body } = await pageFile(pageDir, pathname)
      response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': type, 'Content-Length': body.length })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
  }
}

function acceptSockets(server: Server, gate: Gate, router: Engine['router']): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  const handler = new RPCHandler(router)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!gate.admits(request, RPC_PATH)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => void handler.upgrade(client, { context: {} }))
  })
  return sockets
}

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((done, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      failed(fault('SHL-004', { port, reason: cause.code ?? cause.message }, cause)),
    )
    server.listen(port, LOOPBACK, () => done((server.address() as AddressInfo).port))
  })

/**
 * Start the browser shell's server.
 *
 * Shape:  router, page and port → running server.
 * Errors: SHL-004 the port cannot be used.
 */
export async function startServer({ router, pageDir, port, randomBytes }: ServerOptions): Promise<RunningServer> {
  const server = createServer()
  const gate = new Gate(await listening(server, port), randomBytes)
  server.on('request', (request, response) => {
    void answer(gate, pageDir, request, response).catch(() => response.destroy())
  })
  const sockets = acceptSockets(server, gate, router)
  return {
    origin: gate.origin,
    newAddress: () => gate.newAddress(),
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
