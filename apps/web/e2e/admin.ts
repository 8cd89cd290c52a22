/** The first account of each server for the browser tests, which is its installation admin. */
export const ADMIN = { name: 'Ada Lovelace', email: 'admin@example.com', password: 'correct horse battery' };
