/** What kind of event a system call is, where it is of interest by itself. */
import type { EventType } from '#contract/event'

const words = (text: string) => text.trim().split(/\s+/)

/** Chosen: calls that rules for auditing commonly watch (files, network, processes, the kernel itself), by what they do. */
const CLASSES: readonly { type: EventType; doc: string; calls: readonly string[] }[] = [
  {
    type: 'process',
    doc: 'A process began, took on other rights, or reached into another.',
    calls: words(`execve execveat fork vfork clone clone3 ptrace kill tkill tgkill process_vm_readv process_vm_writev memfd_create
      setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setuid32 setgid32 setreuid32 setregid32 setresuid32
      setresgid32 capset unshare setns personality`),
  },
  {
    type: 'file-access',
    doc: 'A file was opened, made, changed or removed.',
    calls:
      words(`open openat openat2 open_by_handle_at creat truncate ftruncate truncate64 ftruncate64 unlink unlinkat rename renameat renameat2
      link linkat symlink symlinkat mkdir mkdirat rmdir mknod mknodat chmod fchmod fchmodat chown fchown lchown fchownat
      setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr utime utimes utimensat futimesat`),
  },
  {
    type: 'network',
    doc: 'A socket was made, bound, connected or used.',
    calls: words('socket socketcall bind listen connect accept accept4 sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg'),
  },
  {
    type: 'detected-change',
    doc: 'The kernel, its clock, its names or what is mounted was changed.',
    calls:
      words(`init_module finit_module delete_module create_module kexec_load kexec_file_load bpf mount umount umount2 pivot_root chroot swapon swapoff
      settimeofday clock_settime clock_settime64 clock_adjtime clock_adjtime64 adjtimex stime sethostname setdomainname acct quotactl`),
  },
  { type: 'system', doc: 'The machine was stopped or started anew.', calls: ['reboot'] },
]

export const CALLS: readonly { call: string; type: EventType; doc: string }[] = CLASSES.flatMap(({ calls, type, doc }) =>
  calls.map((call) => ({ call, type, doc })),
)

const types = new Map(CALLS.map(({ call, type }) => [call, type]))

/** Shape: name of a call → the kind of event, or undefined where it is none by itself. */
export const callType = (call: string): EventType | undefined => types.get(call)

/** Calls behind socketcall(2) of i386, by its first argument. Source: Linux, uapi/linux/net.h. */
const SOCKET_CALLS =
  words(`- socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown setsockopt getsockopt
  sendmsg recvmsg accept4 recvmmsg sendmmsg`)

/** Shape: (call, its first argument, hexadecimal) → the call that was meant. */
export function socketCall(call: string, argument: string): string {
  return call === 'socketcall' ? (SOCKET_CALLS[parseInt(argument, 16)] ?? call) : call
}
