/** The public interface of this module. */
export { InstallationKeyReader } from './installation-key-reader.ts';
