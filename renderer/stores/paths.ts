/** Choosing files and folders: the shell's own dialogs where it has them, else the page's path browser. */
import type { DirectoryEntry, ShellInfo } from '#contract/operations/shell'
import { useClient } from '../transport/transport'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type OpenWhat = 'files' | 'folder' | 'case' | 'bundle'
/** What the path browser is asked for; `answer` takes the chosen paths, or null where the person gave up. */
export type PathRequest =
  | { kind: 'open'; title: string; what: OpenWhat; answer: (paths: string[] | null) => void }
  | { kind: 'save'; title: string; suggested: string; answer: (paths: string[] | null) => void }
export interface Listing {
  path: string
  parent: string | null
  entries: DirectoryEntry[]
}

export const usePathsStore = defineStore('paths', () => {
  const client = useClient()
  const info = shallowRef<ShellInfo | null>(null)
  /** The request the path browser answers; null = it is closed. */
  const asked = shallowRef<PathRequest | null>(null)
  /** Folder looked at last; the next request begins there. */
  const lastFolder = shallowRef<string | null>(null)

  const shell = async (): Promise<ShellInfo> => (info.value ??= await client.shell.info())

  const browse = (request: (answer: PathRequest['answer']) => PathRequest) =>
    new Promise<string[] | null>((resolve) => {
      asked.value?.answer(null)
      asked.value = request((paths) => {
        asked.value = null
        resolve(paths)
      })
    })

  /** Shape: → the chosen paths, or null where the person gave up. */
  async function pickOpen(title: string, what: OpenWhat): Promise<string[] | null> {
    const { dialogs } = await shell()
    if (dialogs === 'native') return client.shell.pickOpen({ title, what })
    return browse((answer) => ({ kind: 'open', title, what, answer }))
  }
  /** Shape: → the path to write to, or null where the person gave up. `suggested` is a file name. */
  async function pickSave(title: string, suggested: string): Promise<string | null> {
    const { dialogs } = await shell()
    if (dialogs === 'native') return client.shell.pickSave({ title, suggested })
    const paths = await browse((answer) => ({ kind: 'save', title, suggested, answer }))
    return paths?.[0] ?? null
  }
  async function list(path: string | null, signal: AbortSignal): Promise<Listing> {
    const listing = await client.shell.listDir({ path }, { signal })
    lastFolder.value = listing.path
    return listing
  }
  return { info, asked, lastFolder, shell, pickOpen, pickSave, list }
})
