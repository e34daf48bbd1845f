/** Services, the event log, the kernel, tasks, installations, defence: what the System and Application logs and their kin say. */
import type { WindowsRuleSet } from './rule'

const SOURCE = 'the texts Microsoft ships with the provider; the name is chosen here'
const task = { says: 'task TaskName, action ActionName, user UserContext, by UserName' } as const
const installer = { type: 'detected-change', says: 'product Data' } as const
const malware = {
  process: ['Process Name'],
  user: ['Detection User'],
  says: 'threat Threat Name, path Path, process Process Name, user Detection User',
} as const
const rule = {
  type: 'detected-change',
  process: ['ModifyingApplication'],
  says: 'rule RuleName, program ApplicationPath, by ModifyingApplication',
} as const

export const SYSTEM_SETS: readonly WindowsRuleSet[] = [
  {
    providers: ['Service Control Manager', 'Microsoft-Windows-Service Control Manager'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      7009: {
        name: 'Service_Timed_Out',
        type: 'error',
        outcome: 'failure',
        doc: 'A service did not answer in time while starting.',
        says: 'service param2',
      },
      7031: {
        name: 'Service_Crashed',
        type: 'error',
        outcome: 'failure',
        doc: 'A service ended unexpectedly.',
        says: 'service param1',
      },
      7034: {
        name: 'Service_Crashed',
        type: 'error',
        outcome: 'failure',
        doc: 'A service ended unexpectedly.',
        says: 'service param1',
      },
      7036: {
        name: 'Service_State_Changed',
        type: 'system',
        doc: 'A service was started or stopped.',
        says: 'service param1, state param2',
      },
      7040: {
        name: 'Service_Start_Type_Changed',
        type: 'detected-change',
        doc: 'How a service starts was changed.',
        says: 'service param1, from param2, to param3',
      },
      7045: {
        name: 'Service_Installed',
        type: 'detected-change',
        outcome: 'success',
        doc: 'A service was installed.',
        process: ['ImagePath'],
        says: 'service ServiceName, file ImagePath, start StartType, account AccountName',
      },
    },
  },
  {
    providers: ['Microsoft-Windows-Eventlog', 'EventLog', 'eventlog'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      104: {
        name: 'Log_Cleared',
        type: 'detected-change',
        outcome: 'success',
        doc: 'An event log was cleared.',
        user: ['SubjectUserName'],
        says: 'log Channel, by SubjectUserName',
      },
      1100: { name: 'Event_Log_Stopped', type: 'system', doc: 'The event log was shut down.' },
      1101: { name: 'Audit_Events_Lost', type: 'error', doc: 'Audit events were lost.' },
      1102: {
        name: 'Audit_Log_Cleared',
        type: 'detected-change',
        outcome: 'success',
        doc: 'The security log was cleared.',
        user: ['SubjectUserName'],
        says: 'by SubjectUserName, domain SubjectDomainName',
      },
      1104: { name: 'Audit_Log_Full', type: 'error', doc: 'The security log is full.' },
      6005: { name: 'Event_Log_Started', type: 'system', doc: 'The event log was started, as it is when Windows starts.' },
      6006: { name: 'Event_Log_Stopped', type: 'system', doc: 'The event log was stopped, as it is when Windows shuts down.' },
      6008: { name: 'Unexpected_Shutdown', type: 'error', doc: 'Windows had gone down unexpectedly.' },
    },
  },
  {
    providers: ['Microsoft-Windows-Kernel-General'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      1: {
        name: 'Clock_Changed',
        type: 'detected-change',
        doc: 'The clock of the host was set.',
        says: 'from OldTime, to NewTime, reason Reason',
      },
      12: { name: 'Startup', type: 'system', doc: 'Windows was started.', says: 'at StartTime' },
      13: { name: 'Shutdown', type: 'system', doc: 'Windows was shut down.', says: 'at StopTime' },
    },
  },
  {
    providers: ['Microsoft-Windows-TaskScheduler'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      106: {
        name: 'Task_Created',
        type: 'detected-change',
        doc: 'A scheduled task was registered.',
        user: ['UserContext'],
        ...task,
      },
      140: { name: 'Task_Changed', type: 'detected-change', doc: 'A scheduled task was changed.', user: ['UserName'], ...task },
      141: { name: 'Task_Deleted', type: 'detected-change', doc: 'A scheduled task was deleted.', user: ['UserName'], ...task },
      200: {
        name: 'Task_Action_Started',
        type: 'process',
        doc: 'A scheduled task started its action.',
        process: ['ActionName'],
        ...task,
      },
      201: {
        name: 'Task_Action_Ended',
        type: 'process',
        doc: 'The action of a scheduled task ended.',
        process: ['ActionName'],
        ...task,
      },
    },
  },
  {
    providers: ['Microsoft-Windows-Windows Defender'],
    prefix: 'Defender',
    source: SOURCE,
    rules: {
      1006: { name: 'Malware_Found', type: 'virus', doc: 'A scan found malware.', ...malware },
      1007: { name: 'Malware_Acted_On', type: 'virus', doc: 'Something was done about malware.', ...malware },
      1116: { name: 'Malware_Detected', type: 'virus', doc: 'Malware was detected.', ...malware },
      1117: { name: 'Malware_Removed', type: 'virus', doc: 'Something was done about malware.', ...malware },
      5001: { name: 'Protection_Disabled', type: 'detected-change', doc: 'Real-time protection was switched off.' },
      5007: {
        name: 'Configuration_Changed',
        type: 'detected-change',
        doc: 'The configuration was changed.',
        says: 'from Old Value, to New Value',
      },
    },
  },
  {
    providers: ['MsiInstaller'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      1033: { name: 'Software_Installed', doc: 'A product was installed.', ...installer },
      1034: { name: 'Software_Removed', doc: 'A product was removed.', ...installer },
      11707: { name: 'Software_Installed', doc: 'A product was installed.', outcome: 'success', ...installer },
      11724: { name: 'Software_Removed', doc: 'A product was removed.', outcome: 'success', ...installer },
    },
  },
  {
    providers: ['Microsoft-Windows-Windows Firewall With Advanced Security'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      2004: { name: 'Firewall_Rule_Added', doc: 'A rule was added to the Windows firewall.', ...rule },
      2005: { name: 'Firewall_Rule_Changed', doc: 'A rule of the Windows firewall was changed.', ...rule },
      2006: { name: 'Firewall_Rule_Deleted', doc: 'A rule of the Windows firewall was deleted.', ...rule },
    },
  },
  {
    providers: ['Microsoft-Windows-WMI-Activity'],
    prefix: 'Windows',
    source: SOURCE,
    rules: {
      5857: {
        name: 'WMI_Provider_Started',
        type: 'application',
        doc: 'A WMI provider was loaded.',
        says: 'provider ProviderName, path ProviderPath',
      },
      5858: {
        name: 'WMI_Error',
        type: 'error',
        outcome: 'failure',
        doc: 'A WMI operation failed.',
        user: ['User'],
        says: 'operation Operation, user User, client ClientMachine',
      },
      5861: {
        name: 'WMI_Subscription',
        type: 'detected-change',
        doc: 'A permanent WMI subscription was made.',
        says: 'consumer CONSUMER, filter ESS',
      },
    },
  },
]
