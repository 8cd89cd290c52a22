import { shallowRef } from 'vue';

/** What a member wants an admin to do; the layout's dialog shows whom to ask. */
export const adminRequest = shallowRef<string | null>(null);

export function askAnAdmin(text: string): void {
  adminRequest.value = text;
}
