/** A service as it stands in a link: `tcp/192.0.2.8:22`, `/[2001:db8::1]:22` where the protocol is not known. */
import type { ServiceTarget } from '#contract/sessions'

const TEXT = /^([a-z0-9-]*)\/(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/i

/** Shape: service → text. */
export function targetText({ server_ip, server_port, proto }: ServiceTarget): string {
  return `${proto ?? ''}/${server_ip.includes(':') ? `[${server_ip}]` : server_ip}:${server_port}`
}

/** Shape: text → service, or null where it is none. */
export function targetOf(text: string): ServiceTarget | null {
  const match = TEXT.exec(text)
  if (match === null) return null
  return { proto: match[1] === '' ? null : match[1]!, server_ip: (match[2] ?? match[3])!, server_port: Number(match[4]) }
}
