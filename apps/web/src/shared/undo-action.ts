/** The Undo button of a toast. */
export function undoAction(onClick: () => void) {
  return { label: 'Undo', color: 'neutral' as const, variant: 'outline' as const, onClick };
}
