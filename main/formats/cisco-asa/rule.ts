/** What a message of an ASA means: its numbers, a pattern, the event it gives. The parts of patterns that many messages share. */
import type { EventType, Outcome, RoleRule } from '#contract/event'

/**
 * One kind of message.
 *
 * Groups of the pattern: `a` and `b` the two ends with `If`, `Port`, `Map`, `MapPort`, `User` behind them; `proto`, `user`, `duration`, `bytes`,
 * `reason`, `direction`, `connection`, `verdict` (makes the `*` of the name). Every other group becomes an attribute of that name.
 */
export interface AsaRule {
  ids: readonly string[]
  pattern: RegExp
  name: string
  type: EventType
  doc: string
  outcome?: Outcome
  /** By which rule `a` is the client; absent = `arrow` where both ends are there, `server-log` where one is. */
  roles?: RoleRule
  /** Protocol, where the message does not write it. */
  proto?: string
}

const PARENTHESES = (end: string) =>
  String.raw`(?: ?\((?<${end}Map>[\da-fA-F.:]{2,45}|[^\s()\\/]{1,255}(?=/))(?:/(?<${end}MapPort>\d{1,6}))?\))?(?: ?\((?!type )(?<${end}User>[^()]{1,256})\))?`

/** Shape: `interface:address/port (mapped/port) (user)`. */
export const at = (end: 'a' | 'b') =>
  String.raw`(?<${end}If>[^\s:/]{1,64}):(?<${end}>[^\s/()]{1,255})(?:/(?<${end}Port>\w{1,16}))?${PARENTHESES(end)}`

/** Shape: `address/port`, without interface. */
export const bare = (end: 'a' | 'b') =>
  String.raw`\(?(?<${end}>[^\s/(),]{1,255})\)?(?:/(?<${end}Port>\w{1,16}))?(?:\((?!type )(?<${end}User>[^()]{1,256})\))?`

/** Shape: `interface/address(port)(user)`, as lines of access lists write it. */
export const listed = (end: 'a' | 'b') =>
  String.raw`(?<${end}If>[^\s/]{1,64})/(?<${end}>[^\s/()]{1,255})(?:\((?<${end}Port>\d{1,6})\))?(?: ?\((?<${end}User>[^()]{1,256})\))?`

/** Shape: `Group <policy> User <name> IP <address>`, with angles, equals signs or neither. */
export const SESSION = String.raw`Group (?:= )?<?(?<group>[^<>]{0,200}?)>?,? (?:User|Username)(?: =)? ?<?(?<user>[^<>]{0,256}?)>?,? IP (?:= )?<?(?<a>[\da-fA-F.:]{2,45})>?,?`

/** Shape: source → pattern anchored at the beginning of the message. */
export const says = (text: string) => new RegExp(`^${text}`, 'i')

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 }

/** Shape: `1:02:03` or `1d 2h:3m:4s` → seconds. */
export function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d{1,9})([dhms])/g)]
  if (parts.length > 0) return parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit!]!, 0)
  return duration.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
