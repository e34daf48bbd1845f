/** Software and services that came to a host, day by day. */
import { isoFromMicros } from '#contract/units'
import { changes, hostText, type Change } from './kit/changes'
import { defineDetector, type Found } from './kit/detector'
import { counted, keysClause } from './kit/flows'

const PARAMS = {
  mostListed: { value: 100, unit: 'records', source: 'chosen: more is no list to read' },
}

/** Packages that help whoever is inside to look around, to move on or to carry data away. Chosen: what distributions pack of that kind. */
const TELLING =
  /^(nmap|nmap-ncat|ncat|netcat|netcat-openbsd|netcat-traditional|nc|socat|masscan|zmap|hydra|medusa|john|hashcat|hping3?|tcpdump|wireshark|tshark|ettercap.*|dsniff|responder|aircrack-ng|sqlmap|nikto|proxychains4?|tor|torsocks|openvpn|wireguard(-tools)?|chisel|sshuttle|rclone|xmrig|gcc|make|build-essential|cryptsetup|steghide|secure-delete|wipe|at)$/i

const day = (change: Change): string => isoFromMicros(change.ts).slice(0, 10)
const nameOf = ({ package: name, service, message }: Change): string => name ?? service ?? message ?? '?'

function found(rows: readonly Change[], most: number): Found {
  const first = rows[0]!
  const named = [...new Set(rows.filter(({ automatic }) => automatic !== 'true').map(nameOf))]
  const all = [...new Set(rows.map(nameOf))]
  const telling = all.filter((name) => TELLING.test(name))
  const services = rows.filter(({ package: name }) => name === null)
  /* The telling ones first, so that they are among the records that are shown. */
  const shown = [...rows]
    .sort((a, b) => Number(TELLING.test(nameOf(b))) - Number(TELLING.test(nameOf(a))) || a.ts - b.ts)
    .slice(0, most)
  const times = shown.map(({ ts }) => ts)
  const grave = telling.length > 0 || services.length > 0
  return {
    key: `${first.host ?? '?'}/${day(first)}`,
    subject: 'change',
    severity: grave ? 2 : 1,
    consequence:
      telling.length > 0
        ? `software came that helps to look around, to move on or to carry data away: ${telling.slice(0, 5).join(', ')}`
        : services.length > 0
          ? 'a service was installed, which runs by itself from then on'
          : 'software came to a host',
    verdict: null,
    score: null,
    title: `${counted(all.length, services.length === rows.length ? 'service' : 'package')} came to ${hostText(first.host)} on ${day(first)}`,
    summary: `${(named.length > 0 ? named : all).slice(0, 8).join(', ')}${(named.length > 0 ? named : all).length > 8 ? ' and more' : ''}. Said by ${[...new Set(rows.map(({ format }) => format))].sort().join(', ')}.`,
    firstUs: Math.min(...times),
    lastUs: Math.max(...times),
    evidenceCount: shown.length,
    where: keysClause(shown.map(({ key }) => key)),
    detail: {
      host_name: first.host,
      day: day(first),
      software: all.length,
      asked_for: named.length,
      telling,
      names: all.slice(0, most),
    },
  }
}

export default defineDetector({
  id: 'software-added',
  version: 1,
  title: 'Software that came to a host',
  params: PARAMS,
  falsePositives: [
    'administrators at their daily work',
    'the day on which a host was set up',
    'tools that a team uses to look after its network',
  ],
  sources: ['dpkg(1), apt, yum, dnf logs; Microsoft, events 7045 and 4697; which packages tell something is chosen'],
  find: async ({ store, params, asking }) => {
    const rows = await changes(store, '^((Dpkg|Apt|Yum|Dnf)-Package_Installed|Windows-Service_Installed)$', asking)
    const days = new Map<string, Change[]>()
    for (const row of rows) {
      const key = JSON.stringify([row.host, day(row)])
      days.set(key, [...(days.get(key) ?? []), row])
    }
    return [...days.values()].map((group) => found(group, params.mostListed))
  },
  examples: {
    fires: [
      {
        title: 'a tool, what it needs, and on another day ordinary software',
        events: `
          ts                    type             name                       host_name  attrs
          2024-03-01T08:00:00Z  detected-change  Apt-Package_Installed      web01      {"package":"nmap","version":"7.80"}
          2024-03-01T08:00:00Z  detected-change  Apt-Package_Installed      web01      {"package":"liblinear4","automatic":true}
          2024-03-02T08:00:00Z  detected-change  Dpkg-Package_Installed     web01      {"package":"vim"}
          2024-03-02T08:00:00Z  detected-change  Windows-Service_Installed  FS01       {"ServiceName":"updater"}`,
        expected: [
          { key: 'web01/2024-03-01', severity: 2, evidenceCount: 2 },
          { key: 'FS01/2024-03-02', severity: 2, evidenceCount: 1 },
          { key: 'web01/2024-03-02', severity: 1, title: '1 package came to web01 on 2024-03-02' },
        ],
      },
    ],
    silent: [
      {
        title: 'software that was only brought up to date or went',
        events: `
          ts                    type             name                    host_name  attrs
          2024-03-01T08:00:00Z  detected-change  Apt-Package_Upgraded    web01      {"package":"nmap"}
          2024-03-01T08:00:00Z  detected-change  Dpkg-Package_Removed    web01      {"package":"vim"}`,
      },
    ],
  },
})
