import { shallowRef } from 'vue';

/** What a member would like an admin to do; the dialog of the shell shows whom to ask. */
export const adminRequest = shallowRef<string | null>(null);

export function askAnAdmin(text: string): void {
  adminRequest.value = text;
}
