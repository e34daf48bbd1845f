import { NotebookPen } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../registry'

export const view = defineView({
  id: 'notebook',
  title: text.notebook.title,
  order: 80,
  icon: NotebookPen,
  load: () => import('./Notebook.vue'),
})
