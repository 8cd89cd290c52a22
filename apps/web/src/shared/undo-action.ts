/** The button of a toast that takes back what the toast tells of. */
export function undoAction(onClick: () => void) {
  return { label: 'Undo', color: 'neutral' as const, variant: 'outline' as const, onClick };
}
