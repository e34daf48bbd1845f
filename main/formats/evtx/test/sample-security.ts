/** A break-in as the Security log tells it: guessing, entry, an account and a service made, the log cleared. */
import type { EventSpec } from './log-writer'
import { value, type TypedValue } from './specs'

const { text, uint32, hex32, hex64, sid } = value
const FAILURE = 0x8010000000000000n

type Fields = Record<string, TypedValue>
const start = Date.UTC(2026, 2, 3, 9, 0, 0) * 1000

let next = 1
const security = (eventId: number, second: number, data: Fields, more: Partial<EventSpec> = {}): EventSpec => ({
  provider: 'Microsoft-Windows-Security-Auditing',
  guid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
  eventId,
  channel: 'Security',
  computer: 'FS01.example.com',
  timeUs: start + second * 1_000_000 + 123_456,
  recordId: next++,
  data,
  ...more,
})

const subject: Fields = {
  SubjectUserSid: sid('S-1-5-21-1004336348-1177238915-682003330-1105'),
  SubjectUserName: text('alice'),
  SubjectDomainName: text('EXAMPLE'),
  SubjectLogonId: hex64(0x3e7a1n),
}
const target = (name: string): Fields => ({
  TargetUserName: text(name),
  TargetDomainName: text('FS01'),
  TargetSid: sid('S-1-5-21-1004336348-1177238915-682003330-1120'),
})
const client: Fields = { IpAddress: text('198.51.100.23'), IpPort: text('49811') }

const logon = (type: number): Fields => ({
  ...{
    TargetUserSid: sid('S-1-5-21-1004336348-1177238915-682003330-1105'),
    TargetUserName: text('alice'),
    TargetDomainName: text('EXAMPLE'),
  },
  ...{
    TargetLogonId: hex64(0x3e7a1n),
    LogonType: uint32(type),
    LogonProcessName: text('User32 '),
    WorkstationName: text('KALI'),
  },
  ...{ ProcessName: text('C:\\Windows\\System32\\svchost.exe'), ...client },
})

const failed = (name: string, status: number, subStatus: number): Fields => ({
  ...target(name),
  ...{ Status: hex32(status), SubStatus: hex32(subStatus), LogonType: uint32(3), ...client },
})

export const SECURITY_EVENTS: readonly EventSpec[] = [
  security(4625, 0, failed('administrator', 0xc000006d, 0xc000006a), { keywords: FAILURE }),
  security(4625, 1, failed('guest', 0xc000006e, 0xc0000072), { keywords: FAILURE }),
  security(4625, 2, failed('nobody', 0xc000006d, 0xc0000064), { keywords: FAILURE }),
  security(4625, 3, failed('alice', 0xc0000193, 0), { keywords: FAILURE }),
  security(
    4776,
    4,
    { TargetUserName: text('alice'), Workstation: text('KALI'), Status: hex32(0xc000006a) },
    { keywords: FAILURE },
  ),
  security(4624, 5, logon(10)),
  security(4672, 5, { ...subject, PrivilegeList: text('SeDebugPrivilege\r\n\t\t\tSeBackupPrivilege') }),
  security(4648, 20, {
    ...subject,
    ...target('svc-backup'),
    TargetServerName: text('DC01.example.com'),
    ProcessName: text('C:\\Windows\\System32\\runas.exe'),
    IpAddress: text('-'),
    IpPort: text('-'),
  }),
  security(4688, 30, {
    ...subject,
    NewProcessName: text('C:\\Windows\\System32\\net.exe'),
    CommandLine: text('net  user helpdesk P@ss /add'),
    ParentProcessName: text('C:\\Windows\\System32\\cmd.exe'),
    TargetUserName: text('-'),
  }),
  security(4720, 31, { ...target('helpdesk'), ...subject }),
  security(4722, 31, { ...target('helpdesk'), ...subject }),
  security(4732, 32, {
    MemberName: text('CN=Help Desk,OU=Staff,DC=example,DC=com'),
    MemberSid: sid('S-1-5-21-1004336348-1177238915-682003330-1120'),
    ...target('Administrators'),
    ...subject,
  }),
  security(4697, 40, {
    ...subject,
    ServiceName: text('updater'),
    ServiceFileName: text('C:\\ProgramData\\u.exe'),
    ServiceAccount: text('LocalSystem'),
  }),
  security(5156, 41, {
    ProcessID: value.uint64(4n),
    Application: text('\\device\\harddiskvolume2\\programdata\\u.exe'),
    Direction: text('%%14593'),
    SourceAddress: text('192.0.2.10'),
    SourcePort: text('50011'),
    DestAddress: text('203.0.113.80'),
    DestPort: text('443'),
    Protocol: uint32(6),
  }),
  security(
    4656,
    42,
    {
      ...subject,
      ObjectType: text('Key'),
      ObjectName: text('\\REGISTRY\\MACHINE\\SAM'),
      ProcessName: text('C:\\ProgramData\\u.exe'),
      AccessMask: hex32(0xf003f),
    },
    { keywords: FAILURE },
  ),
  security(4726, 50, { ...target('helpdesk'), ...subject }),
  security(4634, 60, { TargetUserName: text('alice'), TargetLogonId: hex64(0x3e7a1n), LogonType: uint32(10) }),
  security(
    1102,
    61,
    {},
    { provider: 'Microsoft-Windows-Eventlog', level: 4, userData: ['LogFileCleared', { ...subject, Channel: text('Security') }] },
  ),
]
