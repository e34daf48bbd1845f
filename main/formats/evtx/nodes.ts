/** Binary XML as it was parsed: elements with the places of their values. */
import type { ValuePlace } from './values'

export interface ElementNode {
  kind: 'element'
  name: string
  attributes: { name: string; parts: Node[] }[]
  children: Node[]
}

/** A template with the values it is filled with. */
export interface InstanceNode {
  kind: 'instance'
  nodes: readonly Node[]
  values: readonly ValuePlace[]
}

export type Node = ElementNode | InstanceNode | { kind: 'text'; text: string } | { kind: 'value'; index: number }
