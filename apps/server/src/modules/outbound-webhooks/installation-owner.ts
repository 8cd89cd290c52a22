/**
 * Stands for the workspace of endpoints that receive the events of all workspaces, and of their deliveries. No id of a workspace has
 * this character, and no header or input can name it.
 */
export const OF_INSTALLATION = '*';

/** Of which workspace's events an endpoint receives: of its own, or of all. */
export function isOfInstallation({ workspaceId }: { workspaceId: string }): boolean {
  return workspaceId === OF_INSTALLATION;
}
