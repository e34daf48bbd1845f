/** Affected hosts and accounts: what the evidence says of each home host that cited records speak of, and because of what. */
import type { HostDossier } from '#contract/hosts'
import type { ReportContent } from '../content'
import type { Block, Fact, Inline } from '../model'
import { count, counted } from '../wording'
import { introduce, mono, plain, say, SEVERITY_MARK } from './pieces'

const joined = (texts: readonly string[]): string => [...new Set(texts)].join(', ')

/** Shape: `vulns_by_severity` → `2 critical, 3 high`, worst first; keys are numbers or words. */
export function severityText(counts: Record<string, number>): Inline {
  const words = SEVERITY_MARK.map(({ word, style }, severity) => ({
    word,
    style,
    n: counts[String(severity)] ?? counts[word] ?? 0,
  }))
    .filter(({ n }) => n > 0)
    .reverse()
  if (words.length === 0) return plain('none reported')
  return words.map(({ word, style, n }, index) => ({
    text: `${index === 0 ? '' : ', '}${count(n)} ${word}`,
    ...(style === 'quiet' ? {} : { style }),
  }))
}

function facts(host: HostDossier): Fact[] {
  const services = host.services.map(({ port, proto, service }) => `${proto}/${port}${service === null ? '' : ` ${service}`}`)
  const { sessions } = host
  const rows: Fact[] = [
    { name: 'Names', value: plain(joined(host.names.map(({ name }) => name)) || 'none known') },
    { name: 'System', value: plain(joined(host.os.map(({ os }) => os)) || 'not known') },
    { name: 'Services', value: plain(joined(services) || 'none seen') },
    { name: 'Vulnerabilities', value: severityText(host.vulns_by_severity) },
    {
      name: 'Sessions',
      value: plain(
        `${counted(sessions.total, 'session')}: ${count(sessions.inbound)} inbound, ${count(sessions.outbound)} outbound, ${count(sessions.internal)} internal`,
      ),
    },
  ]
  return rows
}

function hostBlocks(host: HostDossier): Block[] {
  const name = host.names[0]?.name
  return [
    { kind: 'heading', level: 2, text: name === undefined ? host.ip : `${name} (${host.ip})` },
    { kind: 'facts', rows: facts(host) },
    ...(host.lists.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Host lists, and because of what',
            columns: [
              { title: 'List', width: 'auto' as const },
              { title: 'Because', width: 1 },
            ],
            rows: host.lists.map(({ title, because }) => [plain(title), plain(because)]),
          },
        ]),
  ]
}

/** How many records that findings cite speak of each address. */
function citedInFindings(content: ReportContent): Map<string, number> {
  const counts = new Map<string, number>()
  for (const citation of content.findings.flatMap(({ citations }) => citations)) {
    const event = citation.kind === 'row' ? content.events.get(citation.event_key) : undefined
    if (event === undefined) continue
    const ends = new Set([event.src_ip, event.dst_ip, event.client_ip, event.server_ip])
    for (const ip of ends) if (ip !== null) counts.set(ip, (counts.get(ip) ?? 0) + 1)
  }
  return counts
}

/** Shape: content → home hosts that findings are about, most cited first, and those that are merely spoken of. */
function sortedHosts(content: ReportContent): { affected: HostDossier[]; others: HostDossier[] } {
  const counts = citedInFindings(content)
  const affected = content.hosts.filter(({ ip }) => counts.has(ip)).sort((a, b) => counts.get(b.ip)! - counts.get(a.ip)!)
  return { affected, others: content.hosts.filter(({ ip }) => !counts.has(ip)) }
}

function othersBlocks(others: readonly HostDossier[]): Block[] {
  if (others.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: 'Hosts spoken of elsewhere' },
    introduce('No finding is about these; lessons, questions or notes cite records that speak of them.'),
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: 'Address', width: 'auto' },
        { title: 'Name', width: 2 },
        { title: 'System', width: 1 },
        { title: 'Vulnerabilities', width: 1 },
        { title: 'Sessions', width: 'auto', align: 'right' },
      ],
      rows: others.map((host) => [
        mono(host.ip),
        plain(host.names[0]?.name ?? '–'),
        plain(host.os[0]?.os ?? '–'),
        severityText(host.vulns_by_severity),
        plain(count(host.sessions.total)),
      ]),
    },
  ]
}

function accountBlocks(content: ReportContent, affected: readonly HostDossier[]): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: 'Accounts' }
  if (content.accounts.length === 0) {
    const hosts = affected.map(({ ip }) => ip).join(', ')
    const text =
      hosts === ''
        ? 'No record of this case names an account.'
        : `No record of this case names an account on ${hosts}. Who used it cannot be said from this evidence.`
    return [heading, { kind: 'notice', tone: 'caution', text: plain(text) }]
  }
  return [
    heading,
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: 'Account', width: 1 },
        { title: 'Host', width: 'auto' },
        { title: 'Events', width: 'auto', align: 'right' },
        { title: 'First (UTC)', width: 'auto' },
        { title: 'Last (UTC)', width: 'auto' },
      ],
      rows: content.accounts.map(({ user, host, events, firstTs, lastTs }) => [
        mono(user),
        mono(host),
        plain(count(events)),
        mono(firstTs?.slice(0, 19).replace('T', ' ') ?? '–'),
        mono(lastTs?.slice(0, 19).replace('T', ' ') ?? '–'),
      ]),
    },
  ]
}

/** Shape: content → blocks of the section. */
export function hostsBlocks(content: ReportContent): Block[] {
  if (content.hosts.length === 0) {
    const why =
      content.case.homeNetworks.length === 0
        ? 'the case states no home network'
        : 'no cited record speaks of a host in the home networks'
    return [say(`No affected host is named: ${why}.`), ...accountBlocks(content, [])]
  }
  const { affected, others } = sortedHosts(content)
  return [...affected.flatMap(hostBlocks), ...accountBlocks(content, affected), ...othersBlocks(others)]
}
