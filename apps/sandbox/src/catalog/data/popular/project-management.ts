import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, day, flag, link, text, texts, values, whole } from '../../fields.ts';

const asana: AppSource = {
  slug: 'asana',
  name: 'Asana',
  about: 'Work management for teams. Create and track tasks, projects and sections.',
  url: 'https://asana.com',
  categories: ['project-management', 'productivity'],
  fields: {
    workspace_gid: text('Id of the workspace.'),
    project_gid: text('Id of the project.'),
    task_gid: text('Id of the task.'),
    section_gid: text('Id of the section.'),
    notes: text('Description.'),
    assignee: text('Id or e-mail address of the person.'),
    due_on: day('Day it is due.'),
    completed: flag('Whether it is done.'),
    opt_fields: texts('Fields to return.'),
    offset: text('Where to go on.'),
    tag_gid: text('Id of the tag.'),
    permalink_url: link('The task in Asana.'),
  },
  actions: {
    CREATE_A_TASK: important(write('Creates a task.', 'name! workspace_gid! notes assignee due_on project_gid')),
    GET_TASKS_FROM_A_PROJECT: important(read('Lists the tasks of a project.', 'project_gid! opt_fields limit offset')),
    UPDATE_A_TASK: important(write('Changes a task.', 'task_gid! name notes assignee due_on completed')),
    GET_A_TASK: read('Reads a task.', 'task_gid! opt_fields'),
    SEARCH_TASKS_IN_WORKSPACE: read('Searches tasks.', 'workspace_gid! query assignee completed'),
    GET_MULTIPLE_WORKSPACES: read('Lists the workspaces.', 'limit offset'),
    GET_MULTIPLE_PROJECTS: read('Lists the projects.', 'workspace_gid archived limit offset'),
    CREATE_A_PROJECT: write('Creates a project.', 'workspace_gid! name! notes due_on'),
    ADD_TASK_TO_SECTION: write('Moves a task to a section.', 'section_gid! task_gid!'),
    CREATE_TASK_COMMENT: write('Comments on a task.', 'task_gid! text!'),
    ADD_TAG_TO_TASK: write('Tags a task.', 'task_gid! tag_gid!'),
    DELETE_TASK: destroy('Moves a task to the trash.', 'task_gid!'),
  },
  triggers: {
    TASK_TRIGGER: webhook(
      'Fires when a task of a project is added or changed.',
      'task_gid name assignee due_on completed permalink_url',
      'project_gid!',
    ),
    TASK_COMMENT_ADDED_TRIGGER: webhook(
      'Fires when a task is commented on.',
      'task_gid text user_id created_at',
      'project_gid!',
    ),
  },
};

const trello: AppSource = {
  slug: 'trello',
  name: 'Trello',
  about: 'Boards of lists and cards. Add, move and complete cards, and keep checklists.',
  url: 'https://trello.com',
  categories: ['project-management', 'productivity'],
  fields: {
    board_id: text('Id of the board.'),
    list_id: text('Id of the list.'),
    card_id: text('Id of the card.'),
    checklist_id: text('Id of the checklist.'),
    desc: text('Description; Markdown is understood.'),
    due: day('Day it is due.'),
    pos: choice('Where in the list.', 'top', 'bottom'),
    member_ids: texts('Ids of the members.'),
    label_ids: texts('Ids of the labels.'),
    closed: flag('Whether it is archived.'),
    list_name: text('Name of the list.'),
  },
  actions: {
    ADD_CARDS: important(write('Adds a card to a list.', 'list_id! name! desc due pos member_ids label_ids')),
    GET_BOARDS_CARDS_BY_ID_BOARD: important(read('Lists the cards of a board.', 'board_id! limit since')),
    UPDATE_CARDS_BY_ID_CARD: important(write('Changes or moves a card.', 'card_id! name desc due list_id closed')),
    GET_MEMBERS_BOARDS: read('Lists the account’s boards.'),
    GET_BOARDS_LISTS_BY_ID_BOARD: read('Lists the lists of a board.', 'board_id!'),
    GET_CARDS_BY_ID_CARD: read('Reads a card.', 'card_id!'),
    ADD_BOARDS: write('Creates a board.', 'name! desc'),
    ADD_LISTS: write('Adds a list to a board.', 'board_id! name! pos'),
    ADD_CARDS_ACTIONS_COMMENTS_BY_ID_CARD: write('Comments on a card.', 'card_id! text!'),
    ADD_CARDS_CHECKLISTS_BY_ID_CARD: write('Adds a checklist to a card.', 'card_id! name!'),
    SEARCH: read('Searches boards and cards.', 'query! limit'),
    DELETE_CARDS_BY_ID_CARD: destroy('Deletes a card for good.', 'card_id!'),
  },
  triggers: {
    NEW_CARD_TRIGGER: poll('Fires for every new card.', 'card_id name list_id url created_at', 'board_id! list_id'),
    UPDATED_CARD_TRIGGER: poll(
      'Fires when a card is changed or moved.',
      'card_id name list_id list_name url updated_at',
      'board_id!',
    ),
  },
};

const clickup: AppSource = {
  slug: 'clickup',
  name: 'ClickUp',
  about: 'Tasks, documents and goals in one place. Create and change tasks, and track time.',
  url: 'https://clickup.com',
  categories: ['project-management', 'productivity'],
  fields: {
    list_id: text('Id of the list.'),
    space_id: text('Id of the space.'),
    priority: whole('1 urgent, 2 high, 3 normal, 4 low.', 1, 4),
    due_date: whole('When it is due, in Unix milliseconds.'),
    assignees: texts('Ids of the people it is assigned to.'),
    comment_text: text('Text of the comment.'),
    duration: whole('Length in milliseconds.'),
    notify_all: flag('Whether everyone involved is notified.'),
  },
  actions: {
    CREATE_TASK: important(
      write('Creates a task.', 'list_id! name! description status priority due_date assignees tags'),
    ),
    GET_TASKS: important(read('Lists the tasks of a list.', 'list_id! page archived')),
    UPDATE_TASK: important(write('Changes a task.', 'task_id! name description status priority due_date')),
    GET_TASK: read('Reads a task.', 'task_id!'),
    GET_AUTHORIZED_TEAMS_WORKSPACES: read('Lists the workspaces.'),
    GET_SPACES: read('Lists the spaces of a workspace.', 'team_id! archived'),
    GET_LISTS: read('Lists the lists of a folder.', 'folder_id! archived'),
    CREATE_TASK_COMMENT: write('Comments on a task.', 'task_id! comment_text! notify_all'),
    CREATE_A_TIME_ENTRY: write('Records time spent on a task.', 'team_id! task_id! duration! description'),
    DELETE_TASK: destroy('Deletes a task.', 'task_id!'),
  },
  triggers: {
    TASK_CREATED_TRIGGER: webhook(
      'Fires when a task is created.',
      'task_id name status list_id url created_at',
      'team_id!',
    ),
    TASK_STATUS_UPDATED_TRIGGER: webhook(
      'Fires when a task’s status changes.',
      'task_id name status url updated_at',
      'team_id!',
    ),
  },
};

const monday: AppSource = {
  slug: 'monday',
  name: 'monday.com',
  about: 'Boards for any kind of work. Create items, change their columns and post updates.',
  url: 'https://monday.com',
  categories: ['project-management', 'crm'],
  fields: {
    board_id: text('Id of the board.'),
    item_id: text('Id of the item.'),
    group_id: text('Id of the group.'),
    item_name: text('Name of the item.'),
    column_id: text('Id of the column.'),
    column_values: values('Values by the id of the column.'),
    board_kind: choice('Who sees the board.', 'public', 'private', 'share'),
  },
  actions: {
    CREATE_ITEM: important(write('Creates an item.', 'board_id! item_name! group_id column_values')),
    LIST_BOARD_ITEMS: important(read('Lists the items of a board.', 'board_id! limit cursor')),
    LIST_BOARDS: important(read('Lists the boards.', 'limit page')),
    CHANGE_COLUMN_VALUES: write('Changes columns of an item.', 'board_id! item_id! column_values!'),
    CREATE_UPDATE: write('Posts an update on an item.', 'item_id! body!'),
    CREATE_BOARD: write('Creates a board.', 'name! board_kind!'),
    LIST_USERS: read('Lists the people of the account.', 'limit page'),
    ARCHIVE_ITEM: destroy('Archives an item.', 'item_id!'),
    DELETE_ITEM: destroy('Deletes an item.', 'item_id!'),
  },
  triggers: {
    ITEM_CREATED_TRIGGER: webhook(
      'Fires when an item is created.',
      'item_id item_name board_id group_id created_at',
      'board_id!',
    ),
    COLUMN_VALUE_CHANGED_TRIGGER: webhook(
      'Fires when a column of an item changes.',
      'item_id board_id column_id column_values updated_at',
      'board_id!',
    ),
  },
};

export const projectManagement: readonly AppSource[] = [asana, trello, clickup, monday];
