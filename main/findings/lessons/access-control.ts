/** A rule of access as a filter: sessions on a service of some targets that come from elsewhere than the rule allows. */
import { accessRange, parseService } from '#contract/access'
import { fault } from '#contract/errors'
import type { Control } from '#contract/lessons'

type AccessControl = Extract<Control, { kind: 'access' }>

/** Sessions that carried, or could carry, data; attempts are not access. */
const ESTABLISHED = 'session_state:(open OR complete OR half-closed OR aborted)'

function among(field: 'client_ip' | 'server_ip', texts: readonly string[]): string {
  for (const text of texts) if (accessRange(text) === null) throw fault('CAS-010', { text })
  return `(${texts.map((text) => `${field}:${text.includes(':') ? `"${text}"` : text}`).join(' OR ')})`
}

function serviceClause(text: string): string {
  const service = parseService(text)
  if (service === null) throw fault('ACC-001', { text })
  const { proto, fromPort, toPort } = service
  if (fromPort === null) return `proto:${proto}`
  return fromPort === toPort ? `proto:${proto} server_port:${fromPort}` : `proto:${proto} server_port:[${fromPort} TO ${toPort}]`
}

/**
 * Shape:  rule → filter. No source means that nobody may.
 * Errors: CAS-010 for a text that is no address or network; ACC-001 for one that is no service.
 */
export function elsewhereClause({ source, target, service }: AccessControl): string {
  const parts = [serviceClause(service), ESTABLISHED]
  if (target.length > 0) parts.push(among('server_ip', target))
  if (source.length > 0) parts.push(`-${among('client_ip', source)}`)
  return parts.join(' ')
}
