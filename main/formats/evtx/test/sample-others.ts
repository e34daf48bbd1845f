/** Other logs of the same hosts, forwarded into one file; last an event with a value of every type. */
import { fileTime } from './chunk-writer'
import type { EventSpec } from './log-writer'
import { SECURITY_EVENTS } from './sample-security'
import { value, type TypedValue } from './specs'

const { text, uint32 } = value
const start = Date.UTC(2026, 2, 3, 10, 0, 0) * 1000
const SYSTEM_SID = 'S-1-5-18'
const NOTHING = 0x8000000000000000n

type Fields = Record<string, TypedValue>

let next = SECURITY_EVENTS.length + 1
const made = (
  provider: string,
  channel: string,
  eventId: number,
  second: number,
  data: Fields,
  more: Partial<EventSpec> = {},
): EventSpec => ({
  ...{ provider, channel, eventId, computer: 'WS07.example.com', level: 4, keywords: NOTHING, userSid: SYSTEM_SID },
  ...{ timeUs: start + second * 1_000_000, recordId: next++, ownRecordId: 70_000 + next, data },
  ...more,
})
const sysmon = (eventId: number, second: number, data: Fields) =>
  made('Microsoft-Windows-Sysmon', 'Microsoft-Windows-Sysmon/Operational', eventId, second, {
    UtcTime: text('2026-03-03 10:00:00.000'),
    ...data,
  })
const who: Fields = { Image: text('C:\\Users\\bob\\inv.exe'), ProcessId: uint32(4120), User: text('EXAMPLE\\bob') }
const sessions = 'Microsoft-Windows-TerminalServices-LocalSessionManager'
const session = (eventId: number, second: number, address: string) =>
  made(
    sessions,
    `${sessions}/Operational`,
    eventId,
    second,
    {},
    { userData: ['EventXML', { User: text('EXAMPLE\\bob'), SessionID: uint32(3), Address: text(address) }] },
  )
const shell = (eventId: number, second: number, data: Fields, level = 5) =>
  made('Microsoft-Windows-PowerShell', 'Microsoft-Windows-PowerShell/Operational', eventId, second, data, { level })

const everyType: Fields = {
  Ansi: value.ansi('caf\xe9'),
  Int8: value.int8(-8),
  UInt8: value.uint8(200),
  Int16: value.int16(-1600),
  UInt16: value.uint16(50_000),
  Int32: value.int32(-70_000),
  UInt32: uint32(4_000_000_000),
  Int64: value.int64(-9_007_199_254_740_993n),
  UInt64: value.uint64(18_446_744_073_709_551_615n),
  Real32: value.real32(0.5),
  Real64: value.real64(Infinity),
  Truth: value.truth(true),
  Bytes: value.binary('00ff10'),
  Guid: value.guid('{00112233-4455-6677-8899-AABBCCDDEEFF}'),
  Pointer: value.pointer(0x7ffe0000n),
  FileTime: value.fileTime(fileTime(start)),
  Never: value.fileTime(Buffer.from('ffffffffffffff7f', 'hex')),
  SystemTime: value.systemTime(2026, 3, 2, 3, 10, 5, 6, 70),
  Sid: value.sid('S-1-5-32-544'),
  Hex32: value.hex32(0xc000006d),
  Hex64: value.hex64(0x1_0000_0001n),
  Texts: value.texts(['one', '', 'three']),
  UInt16s: value.uint16s([1, 2, 65_535]),
  Sids: value.sids(['S-1-5-18', 'S-1-5-32-544']),
  Hex64s: value.hex64s([1n, 0x1_0000_0000n]),
  Nothing: value.nothing(),
  Half: text('a half character: \ud83d.'),
  Nested: value.xml(
    {
      name: 'Inner',
      children: [
        { name: 'Value', attributes: { Kind: 'a' }, children: [{ index: 0, type: 1 }, { entity: 'amp' }, { character: 33 }] },
      ],
    },
    [text('deep')],
  ),
  Channel: text('not the channel of the event'),
}

export const OTHER_EVENTS: readonly EventSpec[] = [
  made('Service Control Manager', 'System', 7045, 0, {
    ServiceName: text('updater'),
    ImagePath: text('%SystemRoot%\\u.exe'),
    ServiceType: text('user mode service'),
    StartType: text('auto start'),
    AccountName: text('LocalSystem'),
  }),
  made('Service Control Manager', 'System', 7036, 1, { param1: text('updater'), param2: text('running') }),
  sysmon(1, 2, {
    ...who,
    CommandLine: text('inv.exe -x'),
    ParentImage: text('C:\\Program Files\\outlook.exe'),
    Hashes: text('SHA256=00'),
  }),
  sysmon(3, 3, {
    ...who,
    Protocol: text('tcp'),
    Initiated: value.truth(true),
    SourceIp: text('192.0.2.44'),
    SourcePort: value.uint16(50_100),
    DestinationIp: text('203.0.113.80'),
    DestinationPort: value.uint16(443),
  }),
  sysmon(5, 4, who),
  sysmon(7, 5, { ...who, ImageLoaded: text('C:\\Windows\\System32\\amsi.dll'), Signed: text('true') }),
  sysmon(8, 6, {
    SourceImage: text('C:\\Users\\bob\\inv.exe'),
    TargetImage: text('C:\\Windows\\explorer.exe'),
    SourceUser: text('EXAMPLE\\bob'),
  }),
  sysmon(10, 7, {
    SourceImage: text('C:\\Users\\bob\\inv.exe'),
    TargetImage: text('C:\\Windows\\System32\\lsass.exe'),
    GrantedAccess: text('0x1410'),
  }),
  sysmon(11, 8, { ...who, TargetFilename: text('C:\\Users\\bob\\AppData\\x.dll') }),
  sysmon(12, 9, { ...who, EventType: text('CreateKey'), TargetObject: text('HKU\\Run') }),
  sysmon(13, 10, { ...who, EventType: text('SetValue'), TargetObject: text('HKU\\Run\\x'), Details: text('inv.exe') }),
  sysmon(22, 11, { ...who, QueryName: text('c2.example.net'), QueryResults: text('::ffff:203.0.113.80;') }),
  session(21, 12, '192.0.2.7'),
  session(22, 13, '192.0.2.7'),
  session(24, 14, '192.0.2.7'),
  session(25, 15, '2001:db8::7'),
  session(23, 16, 'LOCAL'),
  made(
    'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
    'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
    1149,
    17,
    {},
    { userData: ['EventXML', { Param1: text('bob'), Param2: text('EXAMPLE'), Param3: text('198.51.100.23') }] },
  ),
  shell(4103, 18, {
    ContextInfo: text(
      '        Severity = Informational\r\n        Host Application = powershell.exe -nop\r\n        User = EXAMPLE\\bob\r\n',
    ),
    UserData: text(''),
    Payload: text('CommandInvocation(Get-Process): "Get-Process"\r\n'),
  }),
  shell(
    4104,
    19,
    {
      MessageNumber: value.int32(1),
      MessageTotal: value.int32(1),
      ScriptBlockText: text('IEX (New-Object Net.WebClient)'),
      ScriptBlockId: text('6e9f7d0a'),
      Path: text(''),
    },
    3,
  ),
  made(
    'PowerShell',
    'Windows PowerShell',
    400,
    20,
    {
      _0: value.texts([
        'Available',
        'None',
        '\tNewEngineState=Available\r\n\tHostName=ConsoleHost\r\n\tHostApplication=powershell.exe -enc AAAA\r\n',
      ]),
    },
    { userSid: 'S-1-5-20' },
  ),
  made('PowerShell', 'Windows PowerShell', 600, 21, {
    _0: text('Registry'),
    _1: text('Started'),
    _2: text('\tProviderName=Registry\r\n\tHostApplication=powershell.exe\r\n'),
  }),
  made('Example-Provider', 'Application', 77, 22, everyType, { level: 2 }),
  made('Example-Provider', 'Application', 78, 23, {}, { level: 3 }),
]
