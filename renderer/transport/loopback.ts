/** Transport to the browser shell: a WebSocket on the page's own origin. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { RPC_PATH } from '#contract/bridge'
import { ref } from 'vue'
import type { EngineClient, Transport, TransportStatus } from './transport'

/** Shape: → a transport whose calls wait until the socket is open. */
export function loopbackTransport(): Transport {
  const websocket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}${RPC_PATH}`)
  const status = ref<TransportStatus>('connecting')
  websocket.addEventListener('open', () => (status.value = 'ready'))
  websocket.addEventListener('close', () => (status.value = 'lost'))
  return { kind: 'loopback', client: createORPCClient<EngineClient>(new RPCLink({ websocket })), status }
}
