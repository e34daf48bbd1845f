/** The questions of the story in the order an analyst asks them, each with the command that answers it and the file of its answer. */
import { SERVER } from './places'
import type { Told } from './told'

/** How far back from the last event a question looks. */
export type Window = '24h' | '7d' | '25d' | 'all'

/** A count per key over the events that `keep` lets through. */
export interface CountQuestion {
  kind: 'count'
  id: string
  title: string
  window: Window
  by: readonly ('type' | 'name' | 'direction' | 'server_port' | 'client_ip' | 'server_ip')[]
  bin?: '1h' | '1d'
  where: string
  keep: (event: Told) => boolean
}

const touches = (event: Told, ip: string) => event.src?.ip === ip || event.dst?.ip === ip
const onPort = (event: Told, port: number) => event.src?.port === port || event.dst?.port === port
const serverOnPort = (port: number) => (event: Told) => touches(event, SERVER) && onPort(event, port)
const isIntrusion = (event: Told) => event.type === 'intrusion'
const isCatchAll = (event: Told) => event.name === 'Snort-TCP_Event'

const count = (
  id: string,
  title: string,
  window: Window,
  by: CountQuestion['by'],
  where: string,
  keep: CountQuestion['keep'],
  bin?: CountQuestion['bin'],
): CountQuestion => ({ kind: 'count', id, title, window, by, where, keep, ...(bin === undefined ? {} : { bin }) })

const onServer = (port: number) => `ip:${SERVER} port:${port}`

export const COUNT_QUESTIONS: readonly CountQuestion[] = [
  count('types-24h', 'What happened in the last 24 hours?', '24h', ['type'], '', () => true),
  count('types-7d', 'The same over 7 days', '7d', ['type'], '', () => true),
  count('types-25d', 'The same over 25 days', '25d', ['type'], '', () => true),
  count(
    'intrusion-24h-hourly',
    'Is the intrusion activity flat, and where is its gap?',
    '24h',
    ['type'],
    'type:intrusion',
    isIntrusion,
    '1h',
  ),
  count('intrusion-25d-daily', 'When did it begin?', '25d', ['type'], 'type:intrusion', isIntrusion, '1d'),
  count(
    'intrusion-names-24h',
    'Which events are behind the word intrusion today?',
    '24h',
    ['name'],
    'type:intrusion',
    isIntrusion,
  ),
  count('intrusion-names-25d', 'And over 25 days?', '25d', ['name'], 'type:intrusion', isIntrusion),
  count('catch-all-direction', 'Which way do the catch-all alerts go?', '25d', ['direction'], 'name:Snort-TCP_Event', isCatchAll),
  count('catch-all-ports', 'To which ports?', '25d', ['server_port'], 'name:Snort-TCP_Event', isCatchAll),
  count('catch-all-addresses', 'Between which addresses?', '25d', ['client_ip', 'server_ip'], 'name:Snort-TCP_Event', isCatchAll),
  count('port-22-types', 'What is there on port 22 of the server?', '25d', ['type'], onServer(22), serverOnPort(22)),
  count(
    'port-22-names',
    'Which network events are those?',
    '25d',
    ['name'],
    `${onServer(22)} type:network`,
    (event) => serverOnPort(22)(event) && event.type === 'network',
  ),
  count(
    'port-22-names-all',
    'And before the 25 days?',
    'all',
    ['name'],
    `${onServer(22)} type:network`,
    (event) => serverOnPort(22)(event) && event.type === 'network',
  ),
  count(
    'port-22-daily',
    'Do attempts and short sessions move together?',
    '25d',
    ['name'],
    `${onServer(22)} name:TNM-TCP_Session*`,
    (event) => serverOnPort(22)(event) && event.name.startsWith('TNM-TCP_Session'),
    '1d',
  ),
  count(
    'all-ports',
    'Which ports does the server use at all?',
    '25d',
    ['server_port'],
    `ip:${SERVER} format:tnm`,
    (event) => touches(event, SERVER) && event.format === 'tnm',
  ),
  count('port-6667-daily', 'When was port 6667 used?', 'all', ['name'], onServer(6667), serverOnPort(6667), '1d'),
  count('port-7000-daily', 'When was port 7000 used?', 'all', ['name'], onServer(7000), serverOnPort(7000), '1d'),
  count(
    'port-80-addresses',
    'Whom does the server reach on port 80?',
    'all',
    ['client_ip', 'server_ip'],
    `client:${SERVER} server_port:80`,
    (event) => event.client?.ip === SERVER && event.server?.port === 80,
  ),
  count(
    'port-80-daily',
    'And when?',
    'all',
    ['name'],
    `client:${SERVER} server_port:80`,
    (event) => event.client?.ip === SERVER && event.server?.port === 80,
    '1d',
  ),
]
