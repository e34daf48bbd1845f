/** Sysmon. Source: Microsoft Sysinternals, Sysmon, events. */
import type { WindowsRuleSet } from './rule'

const IMAGE = ['Image'] as const
const USER = ['User'] as const
const file = { type: 'file-access', user: USER, process: IMAGE, says: 'file TargetFilename, process Image, user User' } as const
const registry = {
  type: 'detected-change',
  user: USER,
  process: IMAGE,
  says: 'key TargetObject, value Details, process Image',
} as const
const pipe = { type: 'application', user: USER, process: IMAGE, says: 'pipe PipeName, process Image' } as const
const wmi = {
  type: 'detected-change',
  user: USER,
  says: 'operation Operation, name Name, query Query, destination Destination, consumer Consumer',
} as const
const between = {
  type: 'process',
  user: ['SourceUser'],
  process: ['SourceImage'],
  says: 'from SourceImage, into TargetImage, access GrantedAccess',
} as const

export const SYSMON: WindowsRuleSet = {
  providers: ['Microsoft-Windows-Sysmon'],
  prefix: 'Sysmon',
  source: 'Sysmon’s documentation; the spelling is chosen here',
  rules: {
    1: {
      name: 'Process_Create',
      type: 'process',
      doc: 'A process was started.',
      user: USER,
      process: IMAGE,
      says: 'user User, process Image, command CommandLine, parent ParentImage',
    },
    2: {
      name: 'File_Creation_Time_Changed',
      ...file,
      type: 'detected-change',
      doc: 'A process changed when a file says it was made.',
    },
    3: {
      name: 'Network_Connection',
      type: 'connection',
      doc: 'A process opened or took a connection.',
      user: USER,
      process: IMAGE,
      between: ['SourceIp', 'SourcePort', 'DestinationIp', 'DestinationPort'],
      says: 'process Image, user User, from SourceIp, port SourcePort, to DestinationIp, port DestinationPort',
    },
    4: { name: 'Service_State', type: 'system', doc: 'Sysmon itself was started or stopped.', says: 'state State' },
    5: {
      name: 'Process_Terminated',
      type: 'process',
      doc: 'A process ended.',
      user: USER,
      process: IMAGE,
      says: 'process Image',
    },
    6: {
      name: 'Driver_Loaded',
      type: 'system',
      doc: 'A driver was loaded.',
      says: 'driver ImageLoaded, signature Signature, status SignatureStatus',
    },
    7: {
      name: 'Image_Loaded',
      type: 'process',
      doc: 'A process loaded a module.',
      user: USER,
      process: IMAGE,
      says: 'module ImageLoaded, process Image, signed Signed',
    },
    8: { name: 'Create_Remote_Thread', ...between, doc: 'A process started a thread in another.' },
    9: {
      name: 'Raw_Access_Read',
      type: 'file-access',
      doc: 'A process read a disk past the file system.',
      user: USER,
      process: IMAGE,
      says: 'device Device, process Image',
    },
    10: { name: 'Process_Accessed', ...between, doc: 'A process opened another.' },
    11: { name: 'File_Created', ...file, doc: 'A file was made or written over.' },
    12: {
      name: 'Registry_Key_Created_Or_Deleted',
      ...registry,
      doc: 'A registry key or value was made or deleted.',
      says: 'action EventType, key TargetObject, process Image',
    },
    13: { name: 'Registry_Value_Set', ...registry, doc: 'A registry value was set.' },
    14: {
      name: 'Registry_Renamed',
      ...registry,
      doc: 'A registry key or value was renamed.',
      says: 'key TargetObject, to NewName, process Image',
    },
    15: { name: 'File_Stream_Created', ...file, doc: 'A named stream of a file was made, as browsers do for downloads.' },
    16: {
      name: 'Configuration_Changed',
      type: 'detected-change',
      doc: 'Sysmon’s configuration was changed.',
      says: 'configuration Configuration',
    },
    17: { name: 'Pipe_Created', ...pipe, doc: 'A named pipe was made.' },
    18: { name: 'Pipe_Connected', ...pipe, doc: 'A named pipe was connected to.' },
    19: { name: 'WMI_Filter', ...wmi, doc: 'A WMI event filter was registered.' },
    20: { name: 'WMI_Consumer', ...wmi, doc: 'A WMI event consumer was registered.' },
    21: { name: 'WMI_Binding', ...wmi, doc: 'A WMI consumer was bound to a filter.' },
    22: {
      name: 'DNS_Query',
      type: 'dns',
      doc: 'A process asked for a name.',
      user: USER,
      process: IMAGE,
      service: 'dns',
      says: 'name QueryName, answers QueryResults, process Image',
    },
    23: { name: 'File_Deleted_Archived', ...file, doc: 'A file was deleted, and kept by Sysmon.' },
    24: {
      name: 'Clipboard_Changed',
      type: 'application',
      doc: 'What is on the clipboard was changed.',
      user: USER,
      process: IMAGE,
      says: 'process Image',
    },
    25: {
      name: 'Process_Tampering',
      type: 'intrusion',
      doc: 'The image of a process was replaced.',
      user: USER,
      process: IMAGE,
      says: 'kind Type, process Image',
    },
    26: { name: 'File_Deleted', ...file, doc: 'A file was deleted.' },
    27: { name: 'File_Block_Executable', ...file, doc: 'Sysmon kept an executable from being written.', outcome: 'failure' },
    28: { name: 'File_Block_Shredding', ...file, doc: 'Sysmon kept a file from being shredded.', outcome: 'failure' },
    29: { name: 'File_Executable_Detected', ...file, doc: 'An executable was written.' },
    255: { name: 'Error', type: 'error', doc: 'Sysmon failed at something.', says: 'id ID, text Description' },
  },
}
