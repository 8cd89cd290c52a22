import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, link, objects, text, texts, values, whole } from '../../fields.ts';

const notion: AppSource = {
  slug: 'notion',
  name: 'Notion',
  about: 'Pages, wikis and databases in one workspace. Search, create and edit pages, and query databases.',
  url: 'https://www.notion.com',
  needsEndpoint: true,
  categories: ['productivity', 'document-management'],
  auth: ['OAUTH2', 'API_KEY'],
  fields: {
    page_id: text('Id of the page.'),
    parent_id: text('Page or database it goes under.'),
    database_id: text('Id of the database.'),
    block_id: text('Id of the block.'),
    properties: values('Values by the name of the property.'),
    filter: values('Filter of the query, as in Notion’s API.'),
    sorts: objects('Order of the results.'),
    page_size: whole('How many to return at most.', 1, 100),
    start_cursor: text('Where to go on.'),
    children: objects('Blocks to append.'),
    icon: text('Emoji of the page.', '📌'),
    filter_value: choice('What to look for.', 'page', 'database'),
    last_edited_by: text('Who changed it last.'),
  },
  actions: {
    CREATE_NOTION_PAGE: important(write('Creates a page.', 'parent_id! title! icon')),
    SEARCH_NOTION_PAGE: important(
      read('Searches pages and databases by title.', 'query filter_value page_size start_cursor'),
    ),
    QUERY_DATABASE: important(
      read('Lists the rows of a database.', 'database_id! filter sorts page_size start_cursor'),
    ),
    INSERT_ROW_DATABASE: important(write('Adds a row to a database.', 'database_id! properties! icon')),
    UPDATE_ROW_DATABASE: write('Changes a row of a database.', 'page_id! properties!'),
    FETCH_DATABASE: read('Reads a database’s title and properties.', 'database_id!'),
    CREATE_DATABASE: write('Creates a database.', 'parent_id! title! properties!'),
    FETCH_BLOCK_CONTENTS: read('Reads the blocks of a page.', 'block_id! page_size start_cursor'),
    ADD_PAGE_CONTENT: write('Appends blocks to a page.', 'parent_id! children!'),
    UPDATE_PAGE: write('Changes a page’s properties.', 'page_id! properties icon'),
    CREATE_COMMENT: write('Comments on a page.', 'page_id! comment!'),
    FETCH_COMMENTS: read('Lists the open comments of a page.', 'block_id! page_size start_cursor'),
    LIST_USERS: read('Lists the people of the workspace.', 'page_size start_cursor'),
    ARCHIVE_NOTION_PAGE: destroy('Moves a page to the trash.', 'page_id!'),
    DELETE_BLOCK: destroy('Moves a block to the trash.', 'block_id!'),
  },
  triggers: {
    PAGE_ADDED_TO_DATABASE: poll(
      'Fires for every row added to a database.',
      'page_id database_id title properties url created_at',
      'database_id!',
    ),
    PAGE_UPDATED_TRIGGER: poll(
      'Fires when a page is changed.',
      'page_id title url last_edited_by updated_at',
      'page_id!',
    ),
    COMMENTS_ADDED_TRIGGER: poll(
      'Fires when a page or block is commented on.',
      'block_id comment user_id created_at',
      'block_id!',
    ),
  },
};

const airtable: AppSource = {
  slug: 'airtable',
  name: 'Airtable',
  about: 'Spreadsheets that work as databases. Read, create and change records, and look into a base’s tables.',
  url: 'https://www.airtable.com',
  categories: ['databases', 'productivity'],
  auth: ['OAUTH2', 'BEARER_TOKEN'],
  fields: {
    base_id: text('Id of the base.', 'appX1Y2Z3A4B5C6D7'),
    table_id: text('Id or name of the table.', 'Leads'),
    record_id: text('Id of the record.', 'recA1B2C3D4E5F6G7'),
    fields: values('Cells by the name of the field.'),
    records: objects('Up to ten records.'),
    filter_by_formula: text('Airtable formula.', "{Status} = 'Open'"),
    view: text('Name of the view.'),
    page_size: whole('How many to return at most.', 1, 100),
    offset: text('Where to go on.'),
    record_ids: texts('Ids of the records.'),
  },
  actions: {
    LIST_RECORDS: important(
      read('Lists the records of a table.', 'base_id! table_id! filter_by_formula view page_size offset'),
    ),
    CREATE_A_RECORD: important(write('Creates a record.', 'base_id! table_id! fields!')),
    UPDATE_RECORD: important(write('Changes cells of a record.', 'base_id! table_id! record_id! fields!')),
    GET_RECORD: read('Reads a record.', 'base_id! table_id! record_id!'),
    CREATE_MULTIPLE_RECORDS: write('Creates up to ten records.', 'base_id! table_id! records!'),
    LIST_BASES: read('Lists the bases.', 'offset'),
    GET_BASE_SCHEMA: read('Reads the tables and fields of a base.', 'base_id!'),
    CREATE_FIELD: write('Adds a field to a table.', 'base_id! table_id! name! type! description'),
    CREATE_COMMENT: write('Comments on a record.', 'base_id! table_id! record_id! text!'),
    DELETE_RECORD: destroy('Deletes a record.', 'base_id! table_id! record_id!'),
    DELETE_MULTIPLE_RECORDS: destroy('Deletes up to ten records.', 'base_id! table_id! record_ids!'),
  },
  triggers: {
    NEW_RECORD_TRIGGER: poll(
      'Fires for every new record.',
      'record_id base_id table_id fields created_at',
      'base_id! table_id!',
    ),
    RECORD_UPDATED_TRIGGER: poll(
      'Fires when a record is changed.',
      'record_id base_id table_id fields updated_at',
      'base_id! table_id!',
    ),
  },
};

const confluence: AppSource = {
  slug: 'confluence',
  name: 'Confluence',
  about: 'Atlassian’s team wiki. Search, read and write pages and blog posts.',
  url: 'https://www.atlassian.com/software/confluence',
  categories: ['document-management', 'productivity'],
  fields: {
    space_id: text('Id of the space.'),
    page_id: text('Id of the page.'),
    cql: text('CQL query.', 'type = page AND text ~ "onboarding"'),
    version_number: whole('Version the change is based on.', 1),
    url: link('The page.'),
  },
  actions: {
    SEARCH_CONTENT: important(read('Searches with CQL.', 'cql! limit cursor')),
    CREATE_PAGE: important(write('Creates a page.', 'space_id! title! body! parent_id')),
    GET_PAGE_BY_ID: important(read('Reads a page.', 'page_id!')),
    UPDATE_PAGE: write('Changes a page.', 'page_id! title! body! version_number!'),
    GET_SPACES: read('Lists the spaces.', 'limit cursor'),
    GET_CHILD_PAGES: read('Lists the pages below a page.', 'page_id! limit cursor'),
    CREATE_FOOTER_COMMENT: write('Comments on a page.', 'page_id! comment!'),
    ADD_CONTENT_LABEL: write('Labels a page.', 'page_id! labels!'),
    DELETE_PAGE: destroy('Moves a page to the trash.', 'page_id!'),
  },
  triggers: {
    PAGE_CREATED_TRIGGER: poll('Fires when a page is created.', 'page_id title space_id url created_at', 'space_id'),
    PAGE_UPDATED_TRIGGER: poll('Fires when a page is changed.', 'page_id title space_id url updated_at', 'space_id'),
  },
};

const todoist: AppSource = {
  slug: 'todoist',
  name: 'Todoist',
  about: 'A to-do list for people and teams. Add, plan and complete tasks.',
  url: 'https://www.todoist.com',
  categories: ['productivity'],
  fields: {
    content: text('What is to be done.', 'Buy milk'),
    due_string: text('When, in plain words.', 'every Friday at 9am'),
    priority: whole('1 normal to 4 urgent.', 1, 4),
    section_id: text('Id of the section.'),
    filter: text('Todoist filter.', 'today | overdue'),
    is_favorite: flag('Whether it is a favorite.'),
  },
  actions: {
    CREATE_TASK: important(
      write('Adds a task.', 'content! description due_string priority project_id section_id labels'),
    ),
    GET_ALL_TASKS: important(read('Lists open tasks.', 'filter project_id section_id')),
    CLOSE_TASK: important(write('Marks a task as done.', 'task_id!')),
    UPDATE_TASK: write('Changes a task.', 'task_id! content description due_string priority labels'),
    REOPEN_TASK: write('Marks a task as not done.', 'task_id!'),
    GET_ALL_PROJECTS: read('Lists the projects.'),
    CREATE_PROJECT: write('Creates a project.', 'name! color is_favorite'),
    CREATE_COMMENT: write('Comments on a task.', 'task_id! content!'),
    DELETE_TASK: destroy('Deletes a task.', 'task_id!'),
  },
  triggers: {
    NEW_TASK_CREATED: poll(
      'Fires for every new task.',
      'task_id content project_id priority due_date created_at',
      'project_id',
    ),
    TASK_COMPLETED_TRIGGER: webhook('Fires when a task is done.', 'task_id content project_id updated_at'),
  },
};

export const productivity: readonly AppSource[] = [notion, airtable, confluence, todoist];
