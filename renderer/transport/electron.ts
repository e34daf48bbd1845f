/** Transport to the engine's utility process: a MessagePort handed over through the preload. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { ENGINE_ENDED, ENGINE_PORT } from '#contract/bridge'
import { ref } from 'vue'
import type { EngineClient, Transport, TransportStatus } from './transport'

/** Shape: → a transport whose calls wait in the port until the engine listens. */
export function electronTransport(): Transport {
  const { port1, port2 } = new MessageChannel()
  const status = ref<TransportStatus>('ready')
  // WHY: Chromium does not say on a port that its other end has gone; the shell does.
  window.addEventListener('message', ({ source, data }) => {
    if (source === window && data === ENGINE_ENDED) status.value = 'lost'
  })
  port1.start()
  // SECURITY: the target origin is our own, and the preload forwards ports of this one name only.
  window.postMessage(ENGINE_PORT, window.location.origin, [port2])
  return { kind: 'electron', client: createORPCClient<EngineClient>(new RPCLink({ port: port1 })), status }
}
