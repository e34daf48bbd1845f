/** What a command can reach: the stores, the engine, the way to another view. */
import { useCaseStore } from '../stores/case'
import { useCitingStore } from '../stores/citing'
import { useFrameStore } from '../stores/frame'
import { useSelectionStore } from '../stores/selection'
import { useSettingsStore } from '../stores/settings'
import { useToastStore } from '../stores/toasts'
import { useClient, type EngineClient } from '../transport/transport'

export interface CommandContext {
  client: EngineClient
  caseStore: ReturnType<typeof useCaseStore>
  citing: ReturnType<typeof useCitingStore>
  frame: ReturnType<typeof useFrameStore>
  selection: ReturnType<typeof useSelectionStore>
  settings: ReturnType<typeof useSettingsStore>
  toasts: ReturnType<typeof useToastStore>
}

/** Shape: inside a component → the context of commands. */
export function useCommandContext(): CommandContext {
  return {
    client: useClient(),
    caseStore: useCaseStore(),
    citing: useCitingStore(),
    frame: useFrameStore(),
    selection: useSelectionStore(),
    settings: useSettingsStore(),
    toasts: useToastStore(),
  }
}
