/** What keeps time without meaning harm; listed beside every score, since regularity says nothing about purpose. */

/** By port of the server. Source: protocols' own keep-alive and polling rules; chosen for what is common. */
const BY_PORT: Record<number, string> = {
  22: 'a scheduled copy or a monitoring check over SSH',
  25: 'a mail queue that is tried again',
  53: 'a resolver that asks its upstream, or a name with a short life',
  80: 'an updater, a page that reloads itself, a status check',
  110: 'a mail program that looks for mail',
  123: 'a clock that is set over NTP',
  143: 'a mail program that looks for mail',
  161: 'monitoring over SNMP',
  443: 'an updater, telemetry, a page or an app that polls',
  514: 'a log that is forwarded',
  993: 'a mail program that looks for mail',
  3128: 'a program behind a proxy that polls',
  5222: 'a chat client that keeps its connection alive',
  6667: 'a chat client or bot that reconnects as often as its network lets it',
  6697: 'a chat client or bot that reconnects as often as its network lets it',
  7000: 'a chat client or bot that reconnects as often as its network lets it',
}
const ALWAYS: readonly string[] = [
  'a program that its owner set to run at fixed times',
  'a client that cannot reach what it wants and tries again',
]

/** Shape: ports of the server → explanations to rule out, the particular ones first. */
export function innocentExplanations(ports: readonly number[]): string[] {
  const particular = ports.flatMap((port) => BY_PORT[port] ?? [])
  return [...new Set([...particular, ...ALWAYS])]
}
