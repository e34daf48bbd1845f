/** The way from the page to the engine: one typed client, one status, whatever lies between. */
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#contract/operations'
import { inject, type InjectionKey, type Ref } from 'vue'

export type EngineClient = ContractRouterClient<Contract>

/** `lost` is final: the page says so and offers to load again. */
export type TransportStatus = 'connecting' | 'ready' | 'lost'

export interface Transport {
  readonly kind: 'electron' | 'loopback' | 'memory'
  readonly client: EngineClient
  readonly status: Readonly<Ref<TransportStatus>>
}

export const TRANSPORT: InjectionKey<Transport> = Symbol('transport')

/** The transport chosen at start; for stores and composables. */
export function useTransport(): Transport {
  const transport = inject(TRANSPORT)
  if (transport === undefined) throw new Error('No transport was provided to the application')
  return transport
}

/** Shape: `useClient().query.pivot(query, { signal })` → the engine's answer. */
export const useClient = (): EngineClient => useTransport().client
