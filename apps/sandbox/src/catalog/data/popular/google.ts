import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, instant, link, objects, table, text, texts, whole } from '../../fields.ts';

const gmail: AppSource = {
  slug: 'gmail',
  name: 'Gmail',
  about: 'Google’s mail service. Read, search and send mail, keep drafts, and sort messages with labels.',
  url: 'https://mail.google.com',
  categories: ['email', 'communication'],
  fields: {
    recipient_email: text('Address of the recipient.', 'ada@example.com'),
    cc: texts('Addresses that get a copy.'),
    bcc: texts('Addresses that get a hidden copy.'),
    is_html: flag('Whether the body is HTML.'),
    query: text('Gmail search, as typed into the search box.', 'from:ada has:attachment newer_than:7d'),
    label_ids: texts('Labels, such as INBOX or UNREAD.'),
    labelIds: text('Only messages with this label.', 'INBOX'),
    max_results: whole('How many messages to return at most.', 1, 500),
    include_spam_trash: flag('Also look in spam and trash.'),
    thread_id: text('Identifier of the thread.'),
    draft_id: text('Identifier of the draft.'),
    attachment_id: text('Identifier of the attachment.'),
    add_label_ids: texts('Labels to add.'),
    remove_label_ids: texts('Labels to take away.'),
    label_name: text('Name of the label.'),
    sender: text('Who sent it.'),
    message_text: text('The text of the message.'),
    message_timestamp: instant('When it arrived.'),
    attachment_list: objects('Name and type of each attachment.'),
  },
  actions: {
    SEND_EMAIL: important(write('Sends a mail.', 'recipient_email! subject body! cc bcc is_html')),
    FETCH_EMAILS: important(
      read('Finds messages by a Gmail search.', 'query label_ids max_results page_token include_spam_trash'),
    ),
    CREATE_EMAIL_DRAFT: important(
      write('Keeps a mail as a draft, without sending it.', 'recipient_email! subject body! cc bcc is_html thread_id'),
    ),
    REPLY_TO_THREAD: important(
      write('Answers in an existing thread.', 'thread_id! recipient_email! message_text! cc bcc is_html'),
    ),
    FETCH_MESSAGE_BY_MESSAGE_ID: read('Reads one message.', 'message_id!'),
    FETCH_MESSAGE_BY_THREAD_ID: read('Reads all messages of a thread.', 'thread_id! page_token'),
    LIST_THREADS: read('Lists threads, newest first.', 'query max_results page_token'),
    LIST_DRAFTS: read('Lists the drafts.', 'max_results page_token'),
    SEND_DRAFT: write('Sends a draft.', 'draft_id!'),
    DELETE_DRAFT: destroy('Deletes a draft for good.', 'draft_id!'),
    LIST_LABELS: read('Lists the labels of the mailbox.'),
    CREATE_LABEL: write('Creates a label.', 'label_name!'),
    ADD_LABEL_TO_EMAIL: write(
      'Adds labels to a message, or takes them away.',
      'message_id! add_label_ids remove_label_ids',
    ),
    GET_ATTACHMENT: read('Downloads an attachment.', 'message_id! attachment_id! file_name!'),
    MOVE_TO_TRASH: destroy('Moves a message to the trash.', 'message_id!'),
    GET_PROFILE: read('Reads the mailbox’s address and counts.'),
  },
  triggers: {
    NEW_GMAIL_MESSAGE: poll(
      'Fires for every new message.',
      'message_id thread_id sender to subject message_text message_timestamp label_ids attachment_list',
      'labelIds query',
    ),
    EMAIL_SENT_TRIGGER: poll(
      'Fires when a mail is sent from the mailbox.',
      'message_id thread_id to subject message_timestamp',
    ),
  },
};

const googlecalendar: AppSource = {
  slug: 'googlecalendar',
  name: 'Google Calendar',
  about: 'Google’s shared calendars. Create and move events, invite people and find free time.',
  url: 'https://calendar.google.com',
  categories: ['calendar', 'scheduling'],
  fields: {
    calendar_id: text('Calendar; `primary` is the account’s own.', 'primary'),
    start_datetime: instant('When the event starts.'),
    end_datetime: instant('When the event ends.'),
    attendees: texts('Addresses of the people to invite.'),
    location: text('Where it takes place.'),
    recurrence: texts('RFC 5545 rules, such as RRULE:FREQ=WEEKLY.'),
    create_meeting_room: flag('Whether to attach a Google Meet link.'),
    send_updates: choice('Who is told about the change.', 'all', 'externalOnly', 'none'),
    time_min: instant('Only events that end after this instant.'),
    time_max: instant('Only events that start before this instant.'),
    max_results: whole('How many events to return at most.', 1, 2500),
    single_events: flag('Whether to list every repetition by itself.'),
    items: texts('Calendars to look at.'),
    text: text('An event in plain words.', 'Lunch with Grace tomorrow at noon'),
    attendee_email: text('Address of the guest to remove.'),
    html_link: link('The event in the calendar.'),
  },
  actions: {
    CREATE_EVENT: important(
      write(
        'Creates an event and invites people.',
        'summary! start_datetime! end_datetime timezone attendees location description recurrence create_meeting_room calendar_id send_updates',
      ),
    ),
    EVENTS_LIST: important(
      read(
        'Lists the events of a calendar in a span of time.',
        'calendar_id time_min time_max query max_results single_events page_token',
      ),
    ),
    FIND_FREE_SLOTS: important(
      read('Finds the free times of one or several calendars.', 'time_min! time_max! items timezone'),
    ),
    FIND_EVENT: read('Searches events by text.', 'query calendar_id time_min time_max max_results'),
    UPDATE_EVENT: write(
      'Changes an event; what is left out stays as it is.',
      'event_id! calendar_id summary start_datetime end_datetime attendees location description send_updates',
    ),
    DELETE_EVENT: destroy('Deletes an event.', 'event_id! calendar_id send_updates'),
    QUICK_ADD: write('Creates an event from a sentence.', 'text! calendar_id'),
    REMOVE_ATTENDEE: destroy('Takes a guest off an event.', 'event_id! attendee_email! calendar_id'),
    LIST_CALENDARS: read('Lists the calendars the account can see.', 'max_results page_token'),
    GET_CALENDAR: read('Reads a calendar’s name, time zone and color.', 'calendar_id'),
    CREATE_CALENDAR: write('Creates a calendar.', 'summary! description timezone'),
  },
  triggers: {
    GOOGLE_CALENDAR_EVENT_CREATED_TRIGGER: webhook(
      'Fires when an event is created.',
      'event_id calendar_id summary start_datetime end_datetime attendees html_link',
      'calendar_id',
    ),
    GOOGLE_CALENDAR_EVENT_UPDATED_TRIGGER: webhook(
      'Fires when an event is changed.',
      'event_id calendar_id summary start_datetime end_datetime status html_link',
      'calendar_id',
    ),
    EVENT_STARTING_SOON_TRIGGER: poll(
      'Fires shortly before an event starts.',
      'event_id calendar_id summary start_datetime attendees html_link',
      'calendar_id',
    ),
  },
};

const googlesheets: AppSource = {
  slug: 'googlesheets',
  name: 'Google Sheets',
  about: 'Google’s spreadsheets. Read and write cells, append rows and look values up.',
  url: 'https://sheets.google.com',
  categories: ['productivity', 'databases'],
  fields: {
    spreadsheet_id: text('Identifier of the spreadsheet, from its address.'),
    sheet_name: text('Name of the sheet.', 'Sheet1'),
    range: text('Cells in A1 notation.', 'Sheet1!A1:D20'),
    ranges: texts('Several ranges in A1 notation.'),
    values: table('Rows of cells.'),
    value_input_option: choice('Whether input is parsed as if it were typed.', 'RAW', 'USER_ENTERED'),
    first_cell_location: text('Top left cell to write to.', 'A1'),
    row_number: whole('Row, counted from 1.', 1),
    row_data: texts('The cells of the row.'),
    start_index: whole('First row to delete, counted from 0.', 0),
    end_index: whole('Row after the last one to delete.', 1),
  },
  actions: {
    BATCH_GET: important(read('Reads the cells of one or several ranges.', 'spreadsheet_id! ranges')),
    BATCH_UPDATE: important(
      write('Writes a block of cells.', 'spreadsheet_id! sheet_name! values! first_cell_location value_input_option'),
    ),
    SPREADSHEETS_VALUES_APPEND: important(
      write('Appends rows below the last one of a table.', 'spreadsheet_id! range! values! value_input_option'),
    ),
    LOOKUP_SPREADSHEET_ROW: read('Finds the first row that holds a text.', 'spreadsheet_id! query! range'),
    CREATE_GOOGLE_SHEET1: write('Creates a spreadsheet.', 'title!'),
    GET_SPREADSHEET_INFO: read('Reads the sheets and properties of a spreadsheet.', 'spreadsheet_id!'),
    GET_SHEET_NAMES: read('Lists the sheets of a spreadsheet.', 'spreadsheet_id!'),
    ADD_SHEET: write('Adds a sheet.', 'spreadsheet_id! title!'),
    CLEAR_VALUES: destroy('Empties the cells of a range.', 'spreadsheet_id! range!'),
    DELETE_DIMENSION: destroy('Deletes rows.', 'spreadsheet_id! sheet_name! start_index! end_index!'),
  },
  triggers: {
    NEW_ROWS_TRIGGER: poll(
      'Fires for every row that is added to a sheet.',
      'spreadsheet_id sheet_name row_number row_data created_at',
      'spreadsheet_id! sheet_name',
    ),
  },
};

const googledrive: AppSource = {
  slug: 'googledrive',
  name: 'Google Drive',
  about: 'Google’s file storage. Find, upload, download, copy and share files and folders.',
  url: 'https://drive.google.com',
  categories: ['storage', 'document-management'],
  fields: {
    q: text('Drive query.', "name contains 'report' and trashed = false"),
    mime_type: text('MIME type.', 'application/pdf'),
    page_size: whole('How many files to return at most.', 1, 1000),
    role: choice('What the person may do.', 'reader', 'commenter', 'writer'),
    email_address: text('Who gets access.', 'grace@example.com'),
    text_content: text('The text of the file.'),
    new_title: text('Name of the copy.'),
    change_type: choice('What happened.', 'created', 'modified', 'trashed'),
  },
  actions: {
    FIND_FILE: important(read('Finds files and folders by a Drive query.', 'q folder_id page_size page_token')),
    DOWNLOAD_FILE: important(read('Downloads a file; Google documents are exported.', 'file_id! mime_type')),
    UPLOAD_FILE: important(write('Uploads a file.', 'file_url! file_name folder_id')),
    CREATE_FILE_FROM_TEXT: write('Creates a file from text.', 'file_name! text_content! mime_type parent_id'),
    CREATE_FOLDER: write('Creates a folder.', 'name! parent_id'),
    COPY_FILE: write('Copies a file.', 'file_id! new_title'),
    MOVE_FILE: write('Moves a file to another folder.', 'file_id! folder_id!'),
    ADD_FILE_SHARING_PREFERENCE: write('Shares a file with a person.', 'file_id! email_address! role!'),
    GET_FILE_METADATA: read('Reads a file’s name, type, size and owners.', 'file_id!'),
    LIST_SHARED_DRIVES: read('Lists the shared drives.', 'page_size page_token'),
    DELETE_FILE: destroy('Deletes a file for good, past the trash.', 'file_id!'),
  },
  triggers: {
    GOOGLE_DRIVE_CHANGES: webhook('Fires when any file changes.', 'file_id name mime_type change_type updated_at'),
    FILE_CREATED_TRIGGER: poll(
      'Fires when a file appears in a folder.',
      'file_id name mime_type created_at',
      'folder_id',
    ),
  },
};

const googledocs: AppSource = {
  slug: 'googledocs',
  name: 'Google Docs',
  about: 'Google’s word processor. Create documents from text or Markdown and edit existing ones.',
  url: 'https://docs.google.com',
  categories: ['document-management', 'productivity'],
  fields: {
    document_id: text('Identifier of the document, from its address.'),
    markdown_text: text('Content as Markdown.'),
    text_to_insert: text('Text to insert.'),
    insertion_index: whole('Where to insert; 1 is the beginning.', 1),
    find_text: text('Text to replace.'),
    replace_text: text('What to put in its place.'),
    match_case: flag('Whether upper and lower case differ.'),
  },
  actions: {
    CREATE_DOCUMENT: important(write('Creates a document.', 'title! text')),
    CREATE_DOCUMENT_MARKDOWN: important(write('Creates a document from Markdown.', 'title! markdown_text!')),
    GET_DOCUMENT_BY_ID: important(read('Reads a document.', 'document_id!')),
    SEARCH_DOCUMENTS: read('Finds documents by name or content.', 'query limit'),
    INSERT_TEXT_ACTION: write('Inserts text.', 'document_id! text_to_insert! insertion_index'),
    REPLACE_ALL_TEXT: write('Replaces every occurrence of a text.', 'document_id! find_text! replace_text! match_case'),
    UPDATE_DOCUMENT_MARKDOWN: write('Replaces a document’s content.', 'document_id! markdown_text!'),
    COPY_DOCUMENT: write('Copies a document.', 'document_id! title'),
  },
  triggers: {
    PAGE_ADDED_TRIGGER: poll('Fires when a document is created.', 'document_id title created_at'),
  },
};

export const google: readonly AppSource[] = [gmail, googlecalendar, googlesheets, googledrive, googledocs];
