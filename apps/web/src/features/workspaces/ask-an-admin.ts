import { shallowRef } from 'vue';

/** What somebody would like an admin to do; the dialog of the shell shows whom to ask. */
export const wish = shallowRef<string | null>(null);

export function askAnAdmin(text: string): void {
  wish.value = text;
}
