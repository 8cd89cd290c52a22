import { shallowRef } from 'vue';

/** What a member wants an admin to do; the layout's dialog shows whom to ask. */
export const adminRequest = shallowRef<string | null>(null);

/** The address of what it is about, if that is not the page. */
export const adminRequestAddress = shallowRef<string | null>(null);

/** `address`: a path of this app, such as that of an app’s details. */
export function askAnAdmin(text: string, address?: string): void {
  adminRequest.value = text;
  adminRequestAddress.value = address ?? null;
}
