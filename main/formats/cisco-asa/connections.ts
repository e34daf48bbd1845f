/** Messages of the ASA about connections and translations that it carries. */
import { at, says, type AsaRule } from './rule'

const MAPPED = String.raw`faddr (?<a>[^\s/()]{1,255})/(?<icmpId>\d{1,6})(?: ?\((?<aUser>[^()]{1,256})\))? gaddr (?<bMap>[^\s/()]{1,255})/\d{1,6} laddr (?<b>[^\s/()]{1,255})/\d{1,6}(?: ?\((?<bUser>[^()]{1,256})\))?(?: type (?<icmpType>\d{1,3}) code (?<icmpCode>\d{1,3}))?`
const LENGTH = String.raw`duration (?<duration>[\d:]{4,20})(?: (?:forwarded )?bytes (?<bytes>\d{1,15}))?(?: (?<reason>[^(].{0,200}?))?(?: ?\((?<user>[^()]{1,256})\))?$`

export const CONNECTIONS: readonly AsaRule[] = [
  {
    ids: ['302013', '302015', '302303'],
    pattern: says(
      String.raw`Built (?<direction>inbound|outbound) (?<proto>TCP|UDP)(?<bypass> state-bypass)? connection (?<connection>\d{1,20}) for ${at('a')}.{0,100}? to ${at('b')}`,
    ),
    ...{
      name: 'ASA-Connection_Built',
      type: 'network',
      outcome: 'success',
      doc: 'A connection was let through and is known to the device from here on.',
    },
  },
  {
    ids: ['302303'],
    pattern: says(
      String.raw`Built (?<proto>TCP)(?<bypass> state-bypass)? connection (?<connection>\d{1,20}) from ${at('a')}.{0,100}? to ${at('b')}`,
    ),
    ...{
      name: 'ASA-Connection_Built',
      type: 'network',
      outcome: 'success',
      roles: 'first-packet',
      doc: 'A connection was let through and is known to the device from here on.',
    },
  },
  {
    ids: ['302014', '302016', '302304'],
    pattern: says(
      String.raw`Teardown (?<proto>TCP|UDP)(?<bypass> state-bypass)? connection (?<connection>\d{1,20}) (?:for|from) ${at('a')}.{0,100}? to ${at('b')}.{0,100}? ${LENGTH}`,
    ),
    ...{
      name: 'ASA-Connection',
      type: 'connection',
      doc: 'A connection from its begin to its end, with its bytes in both directions together.',
    },
  },
  {
    ids: ['302020'],
    pattern: says(String.raw`Built (?:(?<direction>inbound|outbound) )?(?<proto>ICMP(?:v6)?) connection for ${MAPPED}`),
    ...{
      name: 'ASA-Connection_Built',
      type: 'network',
      outcome: 'success',
      doc: 'A connection was let through and is known to the device from here on.',
    },
  },
  {
    ids: ['302021'],
    pattern: says(String.raw`Teardown (?<proto>ICMP(?:v6)?) connection for ${MAPPED}`),
    ...{ name: 'ASA-Connection_Ended', type: 'network', doc: 'An exchange of ICMP ended; its length and bytes are not written.' },
  },
  {
    ids: ['302022', '302024', '302026'],
    pattern: says(
      String.raw`Built (?<stub>director|backup|forwarder) {1,2}stub (?<proto>TCP|UDP|ICMP) connection for ${at('a')}.{0,100}? to ${at('b')}`,
    ),
    ...{
      name: 'ASA-Cluster_Stub_Built',
      type: 'system',
      doc: 'A member of a cluster took note of a connection that another member carries.',
    },
  },
  {
    ids: ['302023', '302025', '302027'],
    pattern: says(
      String.raw`Teardown (?:(?<stub>director|backup|forwarder) )?stub (?<proto>TCP|UDP|ICMP) connection for ${at('a')}.{0,100}? to ${at('b')} ${LENGTH}`,
    ),
    ...{
      name: 'ASA-Cluster_Stub_Ended',
      type: 'system',
      doc: 'A member of a cluster let go of a connection that another member carries.',
    },
  },
  {
    ids: ['305011', '305012'],
    pattern: says(
      String.raw`(?<verdict>Built|Teardown) (?<kind>static|dynamic) (?<proto>TCP|UDP|ICMP) translation from (?<aIf>[^\s:/]{1,64}):(?<a>[^\s/()]{1,255})(?:/(?<aPort>\d{1,6}))?(?: ?\((?<aUser>[^()]{1,256})\))? to (?<mappedInterface>[^\s:]{1,64}):(?<aMap>[^\s/()]{1,255})(?:/(?<aMapPort>\d{1,6}))?(?: duration (?<duration>[\d:]{4,20}))?`,
    ),
    ...{
      name: 'ASA-Translation_*',
      type: 'network',
      roles: 'none',
      doc: 'An address and port was given another, or gave it back: who hid behind a public address.',
    },
  },
  {
    ids: ['609001', '609002'],
    pattern: says(
      String.raw`(?<verdict>Built|Teardown) local-host (?<aIf>[^\s:]{1,64}):(?<a>[^\s/()]{1,255})(?: duration (?<duration>[\d:]{4,20}))?`,
    ),
    ...{ name: 'ASA-Local_Host_*', type: 'network', roles: 'none', doc: 'The device began or ended to keep account of a host.' },
  },
]
