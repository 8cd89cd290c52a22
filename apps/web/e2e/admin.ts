/** The first account of each server for the browser tests, which runs its installation. */
export const ADMIN = { name: 'Ada Lovelace', email: 'admin@example.com', password: 'correct horse battery' };
