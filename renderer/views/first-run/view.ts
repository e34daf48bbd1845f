import { FolderOpen } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'first-run',
  title: text.firstRun.title,
  order: 0,
  icon: FolderOpen,
  outside: true,
  load: () => import('./FirstRun.vue'),
})
