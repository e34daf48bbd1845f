/** Names of columns as tools and people choose them, by what they mean; and the words that values are written in. */
import type { Outcome } from '#contract/event'
import type { MappedField } from '#contract/mapping'

/** Shape: name of a column → the same in small letters and digits only, so that `Source IP`, `source.ip` and `sourceIp` are alike. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const words = (text: string): readonly string[] => text.split(' ')

/** Names in plain spelling, the surest first. A name stands once. */
export const NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  time: words(
    'timestamp datetime eventtime eventtimestamp timegenerated timecreated utctime systemtime time ts starttime start firstseen ' +
      'begin logtime eventdatetime dateandtime creationtime createdat created timestamputc timeutc activitydatetime when occurred zeit zeitstempel',
  ),
  date: words('date day eventdate logdate datum'),
  duration: words('duration durations durationsec durationseconds dur elapsed elapsedseconds seconds flowduration'),
  duration_ms: words('durationms durationmsec elapsedms elapsedtime responsetimems latencyms'),
  client_ip: words(
    'clientip clientaddress clientaddr cip remoteip remoteaddress remoteaddr clientipaddress callerip calleripaddress clienthost',
  ),
  client_port: words('clientport remoteport cport'),
  server_ip: words('serverip serveraddress serveraddr serveripaddress'),
  server_port: words('serverport'),
  src_ip: words(
    'srcip sourceip sip src source srcaddr sourceaddress srcaddress sourceipaddress saddr ipsrc fromip from origh idorigh ip ipaddress ipaddr address',
  ),
  src_port: words('srcport sourceport sport spt srcpt portsrc fromport idorigp'),
  dst_ip: words(
    'dstip destinationip destip dip dst destination dstaddr destinationaddress destaddress dstaddress destinationipaddress daddr ipdst toip to resph idresph targetip',
  ),
  dst_port: words('dstport destinationport destport dport dpt dstpt portdst toport idrespp targetport port'),
  proto: words('proto protocol transport ipprotocol transportprotocol networktransport'),
  service: words('service applicationprotocol appproto app networkprotocol servicename'),
  src_bytes: words('srcbytes sourcebytes bytessent sentbytes sbytes origbytes bytestoserver bytesout outbytes bytes clientbytes'),
  dst_bytes: words(
    'dstbytes destinationbytes destbytes bytesreceived receivedbytes rcvdbyte dbytes respbytes bytestoclient bytesin inbytes serverbytes',
  ),
  user_name: words(
    'user username userid account accountname login loginname targetusername subjectusername userprincipalname useremail uid principal actor benutzer',
  ),
  host_name: words(
    'host hostname computer computername machine machinename device devicename workstation agenthostname agentname system rechner',
  ),
  process_name: words('process processname image exe program executable processpath appname command'),
  name: words(
    'event eventname eventtype action activity operation operationname eventaction category rule rulename alertname eventcode eventid type',
  ),
  message: words('message msg description details detail text summary info log logmessage eventdescription nachricht'),
  severity: words('severity level loglevel priority risk risklevel severitylevel'),
  outcome: words('outcome result status success eventoutcome resultstatus disposition verdict'),
}

const SEVERITIES: Readonly<Record<string, number>> = {
  ...{ debug: 0, trace: 0, verbose: 0, info: 0, information: 0, informational: 0, none: 0, notice: 1, low: 1, minor: 1 },
  ...{ medium: 2, moderate: 2, warning: 2, warn: 2, high: 3, major: 3, error: 3, err: 3, severe: 3 },
  ...{ critical: 4, crit: 4, fatal: 4, alert: 4, emergency: 4, emerg: 4 },
}

/** Shape: a word → 0 info … 4 critical, or NaN. WHY no numbers: some scales rise with danger, some fall. */
export function severityOf(text: string): number {
  const word = text.toLowerCase()
  return Object.hasOwn(SEVERITIES, word) ? SEVERITIES[word]! : NaN
}

const SUCCESS = new Set(
  words(
    'success successful succeeded successfully ok okay allowed allow accepted accept permitted permit pass passed granted true yes 0x0',
  ),
)
const FAILURE = new Set(
  words(
    'failure failed fail failing unsuccessful denied deny blocked block rejected reject refused dropped drop error errored false no',
  ),
)

/** Shape: a word → how it ended; `none` where the word is neither. */
export function outcomeOf(text: string): Outcome {
  const word = text.toLowerCase()
  return SUCCESS.has(word) ? 'success' : FAILURE.has(word) ? 'failure' : 'none'
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  ...{
    1: 'icmp',
    2: 'igmp',
    6: 'tcp',
    17: 'udp',
    41: 'ipv6',
    47: 'gre',
    50: 'esp',
    51: 'ah',
    58: 'icmp',
    89: 'ospf',
    132: 'sctp',
  },
  ...{ icmp6: 'icmp', icmpv6: 'icmp', 'ipv6-icmp': 'icmp' },
}

/** Shape: name or number of a transport protocol → its name. */
export function protocolOf(text: string): string {
  const name = text.toLowerCase()
  return Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name]! : name
}
