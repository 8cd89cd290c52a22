export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error';

/** The colors of a badge, by its meaning. */
export const TONES: Record<Tone, string> = {
  neutral: 'border-accented/60 bg-muted text-toned',
  info: 'border-info/30 bg-info/10 text-info',
  success: 'border-success/30 bg-success/10 text-success',
  warning: 'border-warning/35 bg-warning/10 text-warning',
  error: 'border-error/30 bg-error/10 text-error',
};
