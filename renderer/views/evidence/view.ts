import { FileStack } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'evidence',
  title: text.evidence.title,
  order: 100,
  icon: FileStack,
  load: () => import('./Evidence.vue'),
})
