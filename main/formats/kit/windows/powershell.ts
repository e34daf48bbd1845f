/** PowerShell, both logs. */
import type { WindowsRuleSet } from './rule'

const engine = {
  type: 'process',
  user: ['UserId'],
  process: ['HostApplication'],
  says: 'command HostApplication, state NewEngineState, provider ProviderName, version HostVersion',
} as const
const SOURCE = 'about_Logging of PowerShell; the name is chosen here'

export const POWERSHELL: WindowsRuleSet = {
  providers: ['Microsoft-Windows-PowerShell', 'PowerShellCore'],
  prefix: 'PowerShell',
  source: SOURCE,
  rules: {
    4100: {
      name: 'Error',
      type: 'error',
      doc: 'A command failed.',
      user: ['User'],
      process: ['Host Application'],
      says: 'text Payload',
    },
    4103: {
      name: 'Command',
      type: 'process',
      doc: 'A command was run, with its parameters.',
      user: ['User'],
      process: ['Host Application'],
      says: 'command Payload',
    },
    4104: {
      name: 'Script_Block',
      type: 'process',
      doc: 'The text of a script, or a part of it, as it was run.',
      process: ['Path'],
      says: 'path Path, part MessageNumber, of MessageTotal, text ScriptBlockText',
    },
    4105: { name: 'Script_Started', type: 'process', doc: 'A script block was started.', says: 'script ScriptBlockId' },
    4106: { name: 'Script_Stopped', type: 'process', doc: 'A script block ended.', says: 'script ScriptBlockId' },
    40961: { name: 'Console_Starting', type: 'process', doc: 'A PowerShell console was starting.' },
    40962: { name: 'Console_Started', type: 'process', doc: 'A PowerShell console was ready.' },
    53504: {
      name: 'Pipe_Listening',
      type: 'process',
      doc: 'PowerShell listens on a pipe of its process.',
      says: 'process param1, domain param2',
    },
  },
}

export const POWERSHELL_CLASSIC: WindowsRuleSet = {
  providers: ['PowerShell'],
  prefix: 'PowerShell',
  source: SOURCE,
  rules: {
    400: { name: 'Engine_Started', doc: 'The engine of PowerShell was started.', ...engine },
    403: { name: 'Engine_Stopped', doc: 'The engine of PowerShell ended.', ...engine },
    500: { name: 'Command_Started', doc: 'A command was started.', ...engine },
    501: { name: 'Command_Ended', doc: 'A command ended.', ...engine },
    600: { name: 'Provider_Started', doc: 'A provider of PowerShell was started.', ...engine },
    800: { name: 'Pipeline', doc: 'A pipeline was run.', ...engine, says: 'command CommandLine, host HostApplication' },
  },
}
