/** Templates of a whole log by id, for records whose own was written over. */
import type { Node } from './nodes'

/** Chosen: a log has some hundred templates of some hundred nodes each. */
const MAX_NODES = 200_000

export class TemplateLibrary {
  private readonly templates = new Map<number, readonly Node[]>()
  private nodes = 0

  /** Keep a template, the first of its id. Those that hold values of their own belong to their chunk and are not kept. */
  add(id: number, nodes: readonly Node[]): void {
    if (this.templates.has(id)) return
    const count = size(nodes)
    if (!Number.isFinite(count) || this.nodes + count > MAX_NODES) return
    this.nodes += count
    this.templates.set(id, nodes)
  }

  get(id: number): readonly Node[] | undefined {
    return this.templates.get(id)
  }
}

/** Nodes in all; infinite where one of them points into its chunk. */
function size(nodes: readonly Node[]): number {
  let count = 0
  for (const node of nodes) {
    count++
    if (node.kind === 'instance') return Infinity
    if (node.kind !== 'element') continue
    count += size(node.children)
    for (const { parts } of node.attributes) count += size(parts)
  }
  return count
}
