/** Messages of systemd, firewalld and the kernel about services, rules of the firewall, and the machine. */
import type { RuleSet } from '../rule'

export const SYSTEMD: RuleSet = {
  programs: /^systemd$/,
  source: 'systemd, unit.c, job.c',
  rules: [
    {
      pattern:
        /^(?:Started|Finished|Reached target|Listening on|Mounted|Created slice|Starting|Reloaded|Reloading) (?<unit>.*?)(?:\.\.\.|\.)?\s*$/,
      ...{ name: 'Systemd-Unit_Started', type: 'system', doc: 'A service, timer, mount or session was started, or is starting.' },
    },
    {
      pattern: /^(?:Stopped|Stopping|Stopped target|Closed|Unmounted|Removed slice) (?<unit>.*?)(?:\.\.\.|\.)?\s*$/,
      ...{ name: 'Systemd-Unit_Stopped', type: 'system', doc: 'A service, timer, mount or session was stopped, or is stopping.' },
    },
    {
      pattern:
        /^(?:Failed to start (?<unit>.*?)\.?|(?<unit2>\S+): (?:Failed with result '(?<reason>[^']*)'\.?|Main process exited, (?<reason2>.*)|Unit entered failed state\.))\s*$/,
      ...{ name: 'Systemd-Unit_Failed', type: 'error', outcome: 'failure', doc: 'A service did not start, or ended badly.' },
    },
  ],
}

export const FIREWALLD: RuleSet = {
  programs: /^firewalld$/,
  source: 'firewalld, logger.py, errors.py',
  rules: [
    {
      pattern: /^(?:[\d-]+ [\d:]+ )?ERROR: (?:(?<code>[A-Z]+(?:_[A-Z]+)+)(?:: |$))?(?<reason>.*)$/,
      ...{
        name: 'Firewalld-Error',
        type: 'error',
        outcome: 'failure',
        doc: 'A rule could not be set or removed, or was there already.',
      },
    },
    {
      pattern: /^(?:[\d-]+ [\d:]+ )?WARNING: (?:(?<code>[A-Z]+(?:_[A-Z]+)+)(?:: |$))?(?<reason>.*)$/,
      ...{ name: 'Firewalld-Warning', type: 'application', doc: 'A setting of the firewall is odd.' },
    },
  ],
}

export const KERNEL: RuleSet = {
  programs: /^kernel$/,
  source: 'Linux, messages of net/core/dev.c, mm/oom_kill.c, arch/*/mm/fault.c, kernel/module, drivers/usb, security/apparmor',
  rules: [
    {
      pattern: /(?:device )?(?<interface>[\w.-]+)[:]? entered promiscuous mode/,
      ...{
        name: 'Kernel-Promiscuous_Mode',
        type: 'detected-change',
        doc: 'An interface takes in the traffic of others: a sniffer, a bridge, a virtual machine.',
      },
    },
    {
      pattern: /Out of memory: Kill(?:ed)? process (?<killed>\d+) \((?<program>.*?)\)/,
      ...{ name: 'Kernel-Out_Of_Memory', type: 'error', doc: 'The kernel ended a process for want of memory.' },
    },
    {
      pattern: /(?<program>\S+)\[(?<killed>\d+)\]:? (?:segfault at|general protection|trap )/,
      ...{ name: 'Kernel-Process_Crashed', type: 'error', doc: 'A process broke: a fault in it, or an attack on it.' },
    },
    {
      pattern:
        /apparmor="(?<verdict>DENIED|KILLED)" operation="(?<operation>[^"]*)" .*?profile="(?<profile>[^"]*)"(?: name="(?<file>[^"]*)")?/,
      ...{ name: 'Kernel-AppArmor_Denied', type: 'access-denied', outcome: 'failure', doc: 'AppArmor refused an access.' },
    },
    {
      pattern: /(?<module>\S+): (?:loading out-of-tree module taints kernel|module verification failed)/,
      ...{ name: 'Kernel-Module_Unsigned', type: 'detected-change', doc: 'A module that is not the distribution’s was loaded.' },
    },
    {
      pattern:
        /usb (?<port>[\d.-]+): (?:New USB device found, idVendor=(?<vendor>\w+), idProduct=(?<product>\w+)|Product: (?<product2>.*)|SerialNumber: (?<number>.*)|USB disconnect)/,
      ...{ name: 'Kernel-USB_Device', type: 'detected-change', doc: 'A USB device was plugged in or taken out.' },
    },
  ],
}
