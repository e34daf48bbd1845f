/** Structured data of RFC 5424, section 6.3. */

const ELEMENT = /\[([^\s=\]"]+)((?: [^\s=\]"]+="(?:[^"\\]|\\.)*")*)\s*\]/gy
const PARAMETER = / ([^\s=\]"]+)="((?:[^"\\]|\\.)*)"/gy

/** Shape: `[id name="value"…]…` → id → name → value (a name that comes twice: a list), or the text itself where it is not well formed. */
export function readStructuredData(text: string): string | Record<string, Record<string, string | string[]>> {
  const elements: [string, Record<string, string | string[]>][] = []
  let read = 0
  ELEMENT.lastIndex = 0
  for (let element = ELEMENT.exec(text); element !== null; element = ELEMENT.exec(text)) {
    elements.push([element[1]!, parametersOf(element[2]!)])
    read = ELEMENT.lastIndex
  }
  return read === text.length && elements.length > 0 ? Object.fromEntries(elements) : text
}

function parametersOf(text: string): Record<string, string | string[]> {
  const values = new Map<string, string[]>()
  for (const [, name, value] of text.matchAll(PARAMETER)) {
    values.set(name!, [...(values.get(name!) ?? []), value!.replace(/\\(["\\\]])/g, '$1')])
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]))
}
