import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, instant, link, text, texts, whole } from '../../fields.ts';

const outlook: AppSource = {
  slug: 'outlook',
  name: 'Outlook',
  about: 'Microsoft’s mail and calendar. Read, search and send mail, manage events and look contacts up.',
  url: 'https://outlook.com',
  categories: ['email', 'calendar'],
  fields: {
    to_email: text('Address of the recipient.', 'grace@example.com'),
    cc_emails: texts('Addresses that get a copy.'),
    is_html: flag('Whether the body is HTML.'),
    message_id: text('Id of the message.'),
    folder: text('Folder.', 'inbox'),
    top: whole('How many to return at most.', 1, 1000),
    skip: whole('How many to skip.', 0),
    filter: text('OData filter.', 'isRead eq false'),
    start_datetime: instant('When it starts.'),
    end_datetime: instant('When it ends.'),
    attendees: texts('Addresses of the guests.'),
    location: text('Where it takes place.'),
    is_online_meeting: flag('Whether to attach a Teams meeting.'),
    is_read: flag('Whether it has been read.'),
    destination_id: text('Folder to move it to.'),
    sender: text('Who sent it.'),
    preview: text('The first 255 characters.'),
  },
  actions: {
    SEND_EMAIL: important(write('Sends a mail.', 'to_email! subject! body! cc_emails is_html')),
    LIST_MESSAGES: important(read('Lists messages.', 'folder filter top skip')),
    CALENDAR_CREATE_EVENT: important(
      write(
        'Creates an event and invites people.',
        'subject! start_datetime! end_datetime! timezone! attendees location body is_online_meeting',
      ),
    ),
    SEARCH_MESSAGES: read('Searches messages.', 'query! top'),
    GET_MESSAGE: read('Reads a message.', 'message_id!'),
    REPLY_EMAIL: write('Answers a message.', 'message_id! comment! cc_emails'),
    CREATE_DRAFT: write('Keeps a mail as a draft.', 'to_email! subject! body! is_html'),
    MOVE_MESSAGE: write('Moves a message to a folder.', 'message_id! destination_id!'),
    UPDATE_EMAIL: write('Marks a message as read or unread.', 'message_id! is_read'),
    LIST_EVENTS: read('Lists events.', 'filter top skip'),
    LIST_CONTACTS: read('Lists contacts.', 'filter top skip'),
    DELETE_EVENT: destroy('Deletes an event.', 'event_id!'),
    DELETE_MESSAGE: destroy('Moves a message to the deleted items.', 'message_id!'),
  },
  triggers: {
    MESSAGE_TRIGGER: webhook('Fires for every new message.', 'message_id sender subject preview created_at', 'folder'),
    EVENT_TRIGGER: webhook('Fires when an event is created.', 'event_id subject start_datetime end_datetime attendees'),
    CONTACT_TRIGGER: webhook('Fires when a contact is created.', 'contact_id name email created_at'),
  },
};

const oneDrive: AppSource = {
  slug: 'one_drive',
  name: 'OneDrive',
  about: 'Microsoft’s file storage. Find, upload, download and share files and folders.',
  url: 'https://onedrive.live.com',
  categories: ['storage', 'document-management'],
  fields: {
    item_id: text('Id of the file or folder.'),
    new_name: text('New name.'),
    scope: choice('Who may open the link.', 'anonymous', 'organization', 'users'),
    link_type: choice('What the link allows.', 'view', 'edit'),
    top: whole('How many to return at most.', 1, 1000),
    web_url: link('The file on the web.'),
    text_content: text('The text of the file.'),
  },
  actions: {
    ONEDRIVE_FIND_FILE: important(read('Finds files by name.', 'name! folder_id')),
    ONEDRIVE_UPLOAD_FILE: important(write('Uploads a file.', 'file_url! file_name folder_id')),
    DOWNLOAD_FILE: important(read('Downloads a file.', 'item_id! file_name!')),
    LIST_ITEMS: read('Lists the files of a folder.', 'folder_id top page_token'),
    ONEDRIVE_CREATE_FOLDER: write('Creates a folder.', 'name! parent_id'),
    ONEDRIVE_CREATE_TEXT_FILE: write('Creates a text file.', 'name! text_content! folder_id'),
    CREATE_LINK: write('Makes a link to share.', 'item_id! link_type! scope'),
    MOVE_ITEM: write('Moves or renames a file.', 'item_id! parent_id new_name'),
    DELETE_ITEM: destroy('Moves a file to the recycle bin.', 'item_id!'),
  },
  triggers: {
    FILE_CREATED_TRIGGER: poll(
      'Fires when a file appears in a folder.',
      'item_id name web_url created_at',
      'folder_id',
    ),
  },
};

const dropbox: AppSource = {
  slug: 'dropbox',
  name: 'Dropbox',
  about: 'File storage and sharing. Find, upload, read, move and share files and folders.',
  url: 'https://www.dropbox.com',
  categories: ['storage', 'document-management'],
  fields: {
    path: text('Path.', '/Reports/2026.pdf'),
    from_path: text('Path of the file now.'),
    to_path: text('Path of the file afterwards.'),
    recursive: flag('Also what is in the folders below.'),
    autorename: flag('Rename instead of failing when the name is taken.'),
    file_extensions: texts('Only files that end like this.'),
    size: whole('Size in bytes.', 0),
  },
  actions: {
    LIST_FILES_IN_FOLDER: important(read('Lists a folder.', 'path! recursive limit cursor')),
    READ_FILE: important(read('Downloads a file.', 'path!')),
    UPLOAD_FILE: important(write('Uploads a file.', 'path! file_url! autorename')),
    SEARCH_FILE_OR_FOLDER: read('Searches by name or content.', 'query! path file_extensions limit'),
    CREATE_FOLDER: write('Creates a folder.', 'path! autorename'),
    MOVE_FILE_OR_FOLDER: write('Moves or renames.', 'from_path! to_path! autorename'),
    CREATE_SHARED_LINK: write('Makes a link to share.', 'path!'),
    LIST_SHARED_LINKS: read('Lists links that were shared.', 'path cursor'),
    GET_METADATA: read('Reads size and dates.', 'path!'),
    DELETE_FILE_OR_FOLDER: destroy('Deletes a file or a folder.', 'path!'),
  },
  triggers: {
    FILE_ADDED_TRIGGER: webhook('Fires when a file is added.', 'file_id path name size created_at', 'path'),
    FILE_DELETED_TRIGGER: webhook('Fires when a file is deleted.', 'path name updated_at', 'path'),
  },
};

const figma: AppSource = {
  slug: 'figma',
  name: 'Figma',
  about: 'Design in the browser. Read files and components, export images and work with comments.',
  url: 'https://www.figma.com',
  categories: ['design'],
  auth: ['OAUTH2', 'API_KEY'],
  fields: {
    file_key: text('Key of the file, from its address.'),
    ids: texts('Ids of the nodes.'),
    depth: whole('How many levels of the document to return.', 1),
    format: choice('Format of the image.', 'png', 'jpg', 'svg', 'pdf'),
    scale: whole('Scale of the image.', 1, 4),
    comment_id: text('Id of the comment.'),
    version: text('Version of the file.'),
  },
  actions: {
    GET_FILE_JSON: important(read('Reads a file’s document.', 'file_key! ids depth version')),
    RENDER_IMAGES_OF_FILE_NODES: important(read('Exports nodes as images.', 'file_key! ids! format scale')),
    GET_COMMENTS_IN_A_FILE: important(read('Lists the comments of a file.', 'file_key!')),
    ADD_A_COMMENT_TO_A_FILE: write('Comments on a file.', 'file_key! message! comment_id'),
    GET_FILE_NODES: read('Reads some nodes of a file.', 'file_key! ids!'),
    GET_VERSIONS_OF_A_FILE: read('Lists the versions of a file.', 'file_key!'),
    GET_FILES_IN_A_PROJECT: read('Lists the files of a project.', 'project_id!'),
    GET_PROJECTS_IN_A_TEAM: read('Lists the projects of a team.', 'team_id!'),
    GET_TEAM_COMPONENTS: read('Lists a team’s published components.', 'team_id! limit cursor'),
    DELETE_A_COMMENT: destroy('Deletes a comment.', 'file_key! comment_id!'),
  },
  triggers: {
    FILE_COMMENT_TRIGGER: webhook(
      'Fires when a file is commented on.',
      'file_key comment_id message user_id created_at',
      'team_id!',
    ),
    FILE_VERSION_UPDATE_TRIGGER: webhook(
      'Fires when a version is saved.',
      'file_key version description created_at',
      'team_id!',
    ),
  },
};

export const filesAndMicrosoft: readonly AppSource[] = [outlook, oneDrive, dropbox, figma];
