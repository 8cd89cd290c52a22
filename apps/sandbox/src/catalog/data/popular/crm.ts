import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { amount, choice, day, objects, text, texts, values, whole } from '../../fields.ts';

const hubspot: AppSource = {
  slug: 'hubspot',
  name: 'HubSpot',
  about: 'CRM with marketing and service tools. Manage contacts, companies, deals and tickets.',
  url: 'https://www.hubspot.com',
  categories: ['crm', 'marketing'],
  auth: ['OAUTH2', 'BEARER_TOKEN'],
  fields: {
    contactId: text('Id of the contact.'),
    companyId: text('Id of the company.'),
    dealId: text('Id of the deal.'),
    lifecyclestage: choice('How far along.', 'subscriber', 'lead', 'opportunity', 'customer'),
    dealname: text('Name of the deal.'),
    dealstage: text('Stage of the deal.'),
    pipeline: text('Pipeline of the deal.'),
    closedate: day('Expected day of closing.'),
    filterGroups: objects('Filters, as in HubSpot’s search API.'),
    properties: texts('Properties to return.'),
    changes: values('New values by the name of the property.'),
    after: text('Where to go on.'),
    hs_pipeline_stage: text('Stage of the ticket.'),
    toObjectId: text('Id of the other record.'),
    industry: text('Industry.'),
    portal_id: whole('Id of the HubSpot account.'),
  },
  actions: {
    CREATE_CONTACT: important(
      write('Creates a contact.', 'email! first_name last_name phone company website lifecyclestage'),
    ),
    SEARCH_CONTACTS_BY_CRITERIA: important(read('Searches contacts.', 'query filterGroups properties limit after')),
    CREATE_DEAL: important(write('Creates a deal.', 'dealname! amount dealstage pipeline closedate')),
    LIST_CONTACTS: important(read('Lists contacts.', 'properties limit after')),
    READ_CONTACT: read('Reads a contact.', 'contactId! properties'),
    UPDATE_CONTACT: write('Changes a contact.', 'contactId! changes!'),
    CREATE_COMPANY: write('Creates a company.', 'name! domain phone industry'),
    SEARCH_COMPANIES: read('Searches companies.', 'query filterGroups properties limit after'),
    SEARCH_DEALS: read('Searches deals.', 'query filterGroups properties limit after'),
    UPDATE_DEAL: write('Changes a deal.', 'dealId! changes!'),
    CREATE_TICKET: write('Creates a ticket.', 'subject! content hs_pipeline_stage! priority'),
    CREATE_NOTE: write('Adds a note to a contact.', 'contactId! note!'),
    LIST_OWNERS: read('Lists the people who can own records.', 'email limit after'),
    ARCHIVE_CONTACT: destroy('Moves a contact to the recycling bin.', 'contactId!'),
  },
  triggers: {
    CONTACT_CREATED_TRIGGER: poll(
      'Fires for every new contact.',
      'contactId email first_name last_name lifecyclestage created_at',
    ),
    DEAL_STAGE_UPDATED_TRIGGER: webhook(
      'Fires when a deal moves to another stage.',
      'dealId dealname dealstage amount portal_id updated_at',
    ),
    TICKET_CREATED_TRIGGER: poll('Fires for every new ticket.', 'id subject content hs_pipeline_stage created_at'),
  },
};

const salesforce: AppSource = {
  slug: 'salesforce',
  name: 'Salesforce',
  about: 'The widely used CRM. Work with leads, contacts, accounts and opportunities, or query with SOQL.',
  url: 'https://www.salesforce.com',
  categories: ['crm', 'sales'],
  fields: {
    soql: text('SOQL query.', 'SELECT Id, Name FROM Account LIMIT 10'),
    sobject: text('Kind of record.', 'Account'),
    record_id: text('Id of the record.', '0015g00000Xyz12AAB'),
    lead_source: text('Where the lead came from.', 'Web'),
    account_id: text('Id of the account.'),
    stage_name: text('Stage of the opportunity.', 'Prospecting'),
    close_date: day('Expected day of closing.'),
    amount: amount('Expected revenue.'),
    status: choice('State of the lead.', 'Open', 'Working', 'Qualified', 'Unqualified'),
    fields: values('Values by the API name of the field.'),
    industry: text('Industry.'),
  },
  actions: {
    CREATE_LEAD: important(write('Creates a lead.', 'last_name! company! first_name email phone lead_source status')),
    RUN_SOQL_QUERY: important(read('Runs a SOQL query.', 'soql!')),
    CREATE_CONTACT: important(write('Creates a contact.', 'last_name! first_name email phone account_id')),
    CREATE_OPPORTUNITY: important(write('Creates an opportunity.', 'name! stage_name! close_date! amount account_id')),
    CREATE_ACCOUNT: write('Creates an account.', 'name! website phone industry'),
    UPDATE_OPPORTUNITY: write('Changes an opportunity.', 'record_id! name stage_name close_date amount'),
    UPDATE_LEAD: write('Changes a lead.', 'record_id! status company email phone'),
    GET_ACCOUNT: read('Reads an account.', 'record_id!'),
    SEARCH_CONTACTS: read('Searches contacts.', 'name email account_id limit'),
    LIST_OPPORTUNITIES: read('Lists opportunities.', 'query limit'),
    UPDATE_RECORD: write('Changes a record of any kind.', 'sobject! record_id! fields!'),
    CREATE_TASK: write('Creates a task.', 'subject! due_date priority description'),
    LOG_CALL: write('Records a call.', 'subject! description record_id'),
    DELETE_SOBJECT: destroy('Moves a record to the recycle bin.', 'sobject! record_id!'),
  },
  triggers: {
    NEW_LEAD_TRIGGER: poll(
      'Fires for every new lead.',
      'record_id first_name last_name company email status created_at',
    ),
    NEW_OR_UPDATED_OPPORTUNITY_TRIGGER: poll(
      'Fires when an opportunity is created or changed.',
      'record_id name stage_name amount close_date updated_at',
    ),
    NEW_CONTACT_TRIGGER: poll(
      'Fires for every new contact.',
      'record_id first_name last_name email account_id created_at',
    ),
  },
};

const pipedrive: AppSource = {
  slug: 'pipedrive',
  name: 'Pipedrive',
  about: 'Sales CRM built around pipelines. Manage deals, people, organizations and activities.',
  url: 'https://www.pipedrive.com',
  categories: ['crm', 'sales'],
  auth: ['OAUTH2', 'API_KEY'],
  fields: {
    deal_id: text('Id of the deal.'),
    person_id: text('Id of the person.'),
    org_id: text('Id of the organization.'),
    stage_id: text('Id of the stage.'),
    value: amount('Value of the deal.'),
    status: choice('State of the deal.', 'open', 'won', 'lost', 'deleted'),
    type: text('Kind of activity.', 'call'),
    done: choice('Whether it is done.', '0', '1'),
  },
  actions: {
    ADD_A_DEAL: important(write('Creates a deal.', 'title! value currency person_id org_id stage_id')),
    GET_ALL_DEALS: important(read('Lists deals.', 'status owner_id limit cursor')),
    ADD_A_PERSON: important(write('Creates a person.', 'name! email phone org_id')),
    UPDATE_A_DEAL: write('Changes a deal.', 'deal_id! title value currency stage_id status'),
    SEARCH_PERSONS: read('Searches people.', 'query! limit'),
    GET_ALL_PERSONS: read('Lists people.', 'limit cursor'),
    ADD_AN_ORGANIZATION: write('Creates an organization.', 'name! address'),
    ADD_AN_ACTIVITY: write('Creates an activity.', 'subject! type due_date deal_id person_id done'),
    ADD_A_NOTE: write('Adds a note.', 'content! deal_id person_id org_id'),
    DELETE_A_DEAL: destroy('Deletes a deal.', 'deal_id!'),
  },
  triggers: {
    NEW_DEAL_TRIGGER: webhook('Fires for every new deal.', 'deal_id title value currency stage_id status created_at'),
    DEAL_STAGE_CHANGED_TRIGGER: webhook(
      'Fires when a deal moves to another stage.',
      'deal_id title stage_id status updated_at',
    ),
    NEW_PERSON_TRIGGER: webhook('Fires for every new person.', 'person_id name email created_at'),
  },
};

export const crm: readonly AppSource[] = [hubspot, salesforce, pipedrive];
