import { FileText } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'report',
  title: text.report.title,
  order: 90,
  icon: FileText,
  load: () => import('./Report.vue'),
})
