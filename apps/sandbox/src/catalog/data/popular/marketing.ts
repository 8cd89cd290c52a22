import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, instant, text, texts, values, whole } from '../../fields.ts';

const mailchimp: AppSource = {
  slug: 'mailchimp',
  name: 'Mailchimp',
  about: 'Newsletters and audiences. Manage subscribers, build campaigns and read how they did.',
  url: 'https://mailchimp.com',
  categories: ['marketing', 'email'],
  fields: {
    list_id: text('Id of the audience.'),
    campaign_id: text('Id of the campaign.'),
    email_address: text('Address of the person.', 'ada@example.com'),
    subscriber_hash: text('MD5 of the address in lower case.'),
    status: choice('State of the person.', 'subscribed', 'unsubscribed', 'cleaned', 'pending'),
    merge_fields: values('Values by merge tag, such as FNAME.'),
    type: choice('Kind of campaign.', 'regular', 'plaintext', 'rss'),
    subject_line: text('Subject line.'),
    from_name: text('Name of the sender.'),
    reply_to: text('Address answers go to.'),
    schedule_time: instant('When to send, on a quarter of an hour.'),
    count: whole('How many to return at most.', 1, 1000),
    offset: whole('How many to skip.', 0),
  },
  actions: {
    ADD_MEMBER_TO_LIST: important(
      write('Adds a person to an audience.', 'list_id! email_address! status! merge_fields tags'),
    ),
    GET_LISTS_INFO: important(read('Lists the audiences.', 'count offset')),
    LIST_CAMPAIGNS: important(read('Lists campaigns.', 'status count offset')),
    LIST_MEMBERS_INFO: read('Lists the people of an audience.', 'list_id! status count offset'),
    UPDATE_LIST_MEMBER: write('Changes a person of an audience.', 'list_id! subscriber_hash! status merge_fields'),
    ADD_OR_REMOVE_MEMBER_TAGS: write('Tags a person.', 'list_id! subscriber_hash! tags!'),
    ADD_CAMPAIGN: write('Creates a campaign.', 'type! list_id subject_line from_name reply_to'),
    SET_CAMPAIGN_CONTENT: write('Sets what a campaign says.', 'campaign_id! html!'),
    SEND_CAMPAIGN: write('Sends a campaign now.', 'campaign_id!'),
    SCHEDULE_CAMPAIGN: write('Sends a campaign later.', 'campaign_id! schedule_time!'),
    GET_CAMPAIGN_REPORT: read('Reads how a campaign did.', 'campaign_id!'),
    ARCHIVE_LIST_MEMBER: destroy('Archives a person of an audience.', 'list_id! subscriber_hash!'),
  },
  triggers: {
    SUBSCRIBE_TRIGGER: webhook(
      'Fires when a person subscribes.',
      'list_id email_address merge_fields created_at',
      'list_id!',
    ),
    UNSUBSCRIBE_TRIGGER: webhook('Fires when a person unsubscribes.', 'list_id email_address created_at', 'list_id!'),
    CAMPAIGN_SENT_TRIGGER: webhook(
      'Fires when a campaign has been sent.',
      'campaign_id list_id subject_line created_at',
      'list_id!',
    ),
  },
};

const sendgrid: AppSource = {
  slug: 'sendgrid',
  name: 'SendGrid',
  about: 'Mail delivery for applications. Send mail, manage contacts and suppressions, and read statistics.',
  url: 'https://sendgrid.com',
  categories: ['email', 'marketing'],
  auth: ['API_KEY'],
  fields: {
    from_email: text('Verified address of the sender.', 'hello@example.com'),
    to_emails: texts('Addresses of the recipients.'),
    template_id: text('Id of the template.', 'd-0123456789abcdef0123456789abcdef'),
    template_data: values('Values for the template.'),
    list_ids: texts('Ids of the lists.'),
    emails: texts('Addresses.'),
    click_tracking: flag('Whether links are counted.'),
  },
  actions: {
    SEND_EMAIL: important(write('Sends a mail.', 'from_email! to_emails! subject! html text click_tracking')),
    SEND_TEMPLATE_EMAIL: important(
      write('Sends a mail from a template.', 'from_email! to_emails! template_id! template_data'),
    ),
    ADD_OR_UPDATE_CONTACT: write('Creates or changes a contact.', 'email! first_name last_name list_ids'),
    SEARCH_CONTACTS: read('Searches contacts.', 'query!'),
    LIST_TEMPLATES: read('Lists templates.', 'limit page_token'),
    GET_GLOBAL_STATS: read('Reads how mail did in a span of time.', 'start_date! end_date'),
    LIST_BOUNCES: read('Lists addresses that bounced.', 'since until limit'),
    DELETE_CONTACTS: destroy('Deletes contacts.', 'emails!'),
  },
};

const typeform: AppSource = {
  slug: 'typeform',
  name: 'Typeform',
  about: 'Forms that feel like a conversation. Build forms and read the answers.',
  url: 'https://www.typeform.com',
  categories: ['forms', 'marketing'],
  fields: {
    form_id: text('Id of the form.'),
    response_id: text('Id of the answer.'),
    answers: values('Answers by question.'),
    response_ids: texts('Ids of the answers.'),
    page_size: whole('How many to return at most.', 1, 1000),
    before: text('Only answers before this one.'),
  },
  actions: {
    LIST_RESPONSES: important(read('Lists the answers to a form.', 'form_id! page_size since until before query')),
    LIST_FORMS: important(read('Lists the forms.', 'workspace_id page_size page')),
    CREATE_FORM: important(write('Creates a form.', 'title! fields workspace_id')),
    GET_FORM: read('Reads a form.', 'form_id!'),
    UPDATE_FORM: write('Changes a form.', 'form_id! title fields'),
    LIST_WORKSPACES: read('Lists the workspaces.', 'page_size page'),
    DELETE_RESPONSES: destroy('Deletes answers for good.', 'form_id! response_ids!'),
    DELETE_FORM: destroy('Deletes a form and its answers.', 'form_id!'),
  },
  triggers: {
    NEW_RESPONSE_TRIGGER: webhook('Fires for every new answer.', 'form_id response_id answers created_at', 'form_id!'),
    NEW_FORM_TRIGGER: poll('Fires for every new form.', 'form_id title created_at'),
  },
};

export const marketing: readonly AppSource[] = [mailchimp, sendgrid, typeform];
