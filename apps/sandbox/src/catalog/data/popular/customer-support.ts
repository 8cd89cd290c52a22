import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, text, texts, values, whole } from '../../fields.ts';

const intercom: AppSource = {
  slug: 'intercom',
  name: 'Intercom',
  about: 'Messenger and help desk. Answer conversations, look contacts up and maintain help articles.',
  url: 'https://www.intercom.com',
  categories: ['customer-support', 'communication'],
  auth: ['OAUTH2', 'BEARER_TOKEN'],
  fields: {
    conversation_id: text('Id of the conversation.'),
    admin_id: text('Id of the teammate.'),
    message_type: choice('Who sees the reply.', 'comment', 'note'),
    role: choice('Kind of contact.', 'user', 'lead'),
    query: values('Search, as in Intercom’s API.'),
    article_id: text('Id of the article.'),
    state: choice('Whether readers see it.', 'published', 'draft'),
    per_page: whole('Results per page.', 1, 150),
    starting_after: text('Where to go on.'),
    custom_attributes: values('Values by the name of the attribute.'),
    author_id: text('Who wrote it.'),
    tag_id: text('Id of the tag.'),
  },
  actions: {
    REPLY_TO_CONVERSATION: important(
      write('Answers a conversation.', 'conversation_id! admin_id! message_type! body!'),
    ),
    LIST_CONVERSATIONS: important(read('Lists conversations.', 'per_page starting_after')),
    CREATE_A_CONTACT: important(write('Creates a contact.', 'email! role name phone custom_attributes')),
    SEARCH_CONVERSATIONS: read('Searches conversations.', 'query! per_page starting_after'),
    RETRIEVE_A_CONVERSATION: read('Reads a conversation.', 'conversation_id!'),
    CLOSE_CONVERSATION: write('Closes a conversation.', 'conversation_id! admin_id!'),
    ASSIGN_CONVERSATION: write('Assigns a conversation.', 'conversation_id! admin_id! assignee_id!'),
    SEARCH_CONTACTS: read('Searches contacts.', 'query! per_page starting_after'),
    UPDATE_A_CONTACT: write('Changes a contact.', 'contact_id! email name phone custom_attributes'),
    CREATE_AN_ARTICLE: write('Creates a help article.', 'title! author_id! body state'),
    ADD_TAG_TO_CONVERSATION: write('Tags a conversation.', 'conversation_id! tag_id! admin_id!'),
    DELETE_AN_ARTICLE: destroy('Deletes a help article.', 'article_id!'),
  },
  triggers: {
    NEW_CONVERSATION_TRIGGER: webhook(
      'Fires when a person starts a conversation.',
      'conversation_id contact_id subject body created_at',
    ),
    CONVERSATION_REPLIED_TRIGGER: webhook('Fires when a person answers.', 'conversation_id contact_id body created_at'),
    CONVERSATION_CLOSED_TRIGGER: webhook('Fires when a conversation is closed.', 'conversation_id admin_id updated_at'),
  },
};

const zendesk: AppSource = {
  slug: 'zendesk',
  name: 'Zendesk',
  about: 'Help desk for support teams. Create, answer and search tickets, and look people up.',
  url: 'https://www.zendesk.com',
  categories: ['customer-support'],
  auth: ['OAUTH2', 'BASIC'],
  connect: { subdomain: { ...text('The part before .zendesk.com.', 'acme'), title: 'Subdomain' } },
  fields: {
    ticket_id: whole('Id of the ticket.'),
    priority: choice('Priority.', 'urgent', 'high', 'normal', 'low'),
    status: choice('State of the ticket.', 'new', 'open', 'pending', 'hold', 'solved', 'closed'),
    requester_email: text('Address of the person who asks.'),
    comment_body: text('Text of the comment.'),
    public: flag('Whether the requester sees it.'),
    assignee_id: text('Id of the agent.'),
    group_id: text('Id of the group.'),
    query: text('Zendesk search.', 'type:ticket status:open priority:urgent'),
    per_page: whole('Results per page.', 1, 100),
    role: choice('Kind of user.', 'end-user', 'agent', 'admin'),
    tags: texts('Tags.'),
  },
  actions: {
    CREATE_ZENDESK_TICKET: important(
      write('Creates a ticket.', 'subject! comment_body! requester_email priority status assignee_id tags'),
    ),
    LIST_ZENDESK_TICKETS: important(read('Lists tickets.', 'per_page cursor')),
    REPLY_ZENDESK_TICKET: important(write('Answers a ticket.', 'ticket_id! comment_body! public status')),
    GET_ZENDESK_TICKET_BY_ID: read('Reads a ticket.', 'ticket_id!'),
    UPDATE_ZENDESK_TICKET: write('Changes a ticket.', 'ticket_id! subject status priority assignee_id group_id tags'),
    SEARCH_ZENDESK: read('Searches tickets, users and organizations.', 'query! per_page page'),
    LIST_TICKET_COMMENTS: read('Lists the comments of a ticket.', 'ticket_id! per_page cursor'),
    CREATE_ZENDESK_USER: write('Creates a user.', 'name! email! role'),
    LIST_ZENDESK_USERS: read('Lists users.', 'role per_page cursor'),
    CREATE_ZENDESK_ORGANIZATION: write('Creates an organization.', 'name!'),
    DELETE_ZENDESK_TICKET: destroy('Deletes a ticket.', 'ticket_id!'),
  },
  triggers: {
    NEW_ZENDESK_TICKET_TRIGGER: webhook(
      'Fires for every new ticket.',
      'ticket_id subject description priority status requester_email created_at',
    ),
    TICKET_STATUS_CHANGED_TRIGGER: webhook(
      'Fires when a ticket’s status changes.',
      'ticket_id subject status updated_at',
    ),
    NEW_ZENDESK_USER_TRIGGER: poll('Fires for every new user.', 'user_id name email created_at'),
  },
};

const freshdesk: AppSource = {
  slug: 'freshdesk',
  name: 'Freshdesk',
  about: 'Help desk by Freshworks. Create, answer and close tickets, and manage contacts.',
  url: 'https://www.freshworks.com/freshdesk',
  categories: ['customer-support'],
  auth: ['BASIC'],
  connect: { subdomain: { ...text('The part before .freshdesk.com.', 'acme'), title: 'Subdomain' } },
  fields: {
    ticket_id: whole('Id of the ticket.'),
    priority: whole('1 low to 4 urgent.', 1, 4),
    status: whole('2 open, 3 pending, 4 resolved, 5 closed.', 2, 5),
    agent_id: text('Id of the agent.'),
  },
  actions: {
    CREATE_TICKET: important(write('Creates a ticket.', 'subject! description! email! priority! status! tags')),
    LIST_ALL_TICKETS: important(read('Lists tickets.', 'updated_at page limit')),
    REPLY_TO_TICKET: important(write('Answers a ticket.', 'ticket_id! body!')),
    VIEW_TICKET: read('Reads a ticket.', 'ticket_id!'),
    UPDATE_TICKET: write('Changes a ticket.', 'ticket_id! subject priority status agent_id tags'),
    ADD_NOTE_TO_TICKET: write('Adds a private note.', 'ticket_id! body!'),
    CREATE_CONTACT: write('Creates a contact.', 'name! email! phone'),
    SEARCH_TICKETS: read('Searches tickets.', 'query! page'),
    DELETE_TICKET: destroy('Moves a ticket to the trash.', 'ticket_id!'),
  },
  triggers: {
    NEW_TICKET_TRIGGER: poll(
      'Fires for every new ticket.',
      'ticket_id subject description email priority status created_at',
    ),
  },
};

export const customerSupport: readonly AppSource[] = [intercom, zendesk, freshdesk];
