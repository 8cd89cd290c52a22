import { destroy, important, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { amount, choice, email, flag, instant, link, objects, text, texts, whole } from '../../fields.ts';

const calendly: AppSource = {
  slug: 'calendly',
  name: 'Calendly',
  about: 'Booking pages for meetings. Read event types, find free times, and list or cancel what was booked.',
  url: 'https://calendly.com',
  categories: ['scheduling', 'calendar'],
  fields: {
    user: link('Address of the person in the API.'),
    organization: link('Address of the organization in the API.'),
    event_type: link('Address of the event type in the API.'),
    event_uuid: text('Id of the booked event.'),
    status: choice('Which events.', 'active', 'canceled'),
    reason: text('Why it is canceled.'),
    max_event_count: whole('How often the link may be used.', 1, 1),
    invitee_email: email('Address of the person who booked.'),
    invitee_name: text('Name of the person who booked.'),
    count: whole('How many to return at most.', 1, 100),
  },
  actions: {
    LIST_EVENTS: important(
      read('Lists booked events.', 'user organization invitee_email status since until count page_token'),
    ),
    LIST_USER_S_EVENT_TYPES: important(
      read('Lists the kinds of meeting that can be booked.', 'user organization count page_token'),
    ),
    LIST_EVENT_TYPE_AVAILABLE_TIMES: important(
      read('Lists the free times of a kind of meeting.', 'event_type! start_time! end_time!'),
    ),
    GET_EVENT: read('Reads a booked event.', 'event_uuid!'),
    LIST_EVENT_INVITEES: read('Lists who booked.', 'event_uuid! count page_token'),
    CREATE_SINGLE_USE_SCHEDULING_LINK: write('Makes a booking link that works once.', 'event_type! max_event_count!'),
    GET_CURRENT_USER: read('Reads the account’s own profile.'),
    CANCEL_EVENT: destroy('Cancels a booked event.', 'event_uuid! reason'),
  },
  triggers: {
    INVITEE_CREATED_TRIGGER: webhook(
      'Fires when a booking is made.',
      'event_uuid event_type invitee_email invitee_name start_time end_time',
      'organization!',
    ),
    INVITEE_CANCELED_TRIGGER: webhook(
      'Fires when a booking is canceled.',
      'event_uuid invitee_email invitee_name reason updated_at',
      'organization!',
    ),
  },
};

const openai: AppSource = {
  slug: 'openai',
  name: 'OpenAI',
  about: 'Language, image and speech models. Create responses, images and embeddings, and manage files.',
  url: 'https://openai.com',
  categories: ['ai-models'],
  auth: ['API_KEY'],
  mayTell: {
    base_url: {
      ...text('Another address of the API, for example of a gateway.'),
      title: 'Base URL',
      default: 'https://api.openai.com/v1',
    },
  },
  fields: {
    model: text('Name of the model.'),
    input: text('What to answer or to embed.'),
    instructions: text('How to answer.'),
    temperature: amount('0 for sober to 2 for wild.'),
    max_output_tokens: whole('Longest answer, in tokens.', 1),
    prompt: text('What the picture shows.'),
    size: choice('Size of the picture.', '1024x1024', '1536x1024', '1024x1536'),
    n: whole('How many.', 1, 10),
    messages: objects('The conversation so far.'),
    purpose: text('What the file is for.', 'batch'),
  },
  actions: {
    CREATE_RESPONSE: important(write('Answers a prompt.', 'model! input! instructions temperature max_output_tokens')),
    CREATE_CHAT_COMPLETION: important(write('Continues a conversation.', 'model! messages! temperature n')),
    CREATE_IMAGE: important(write('Draws a picture.', 'prompt! model size n')),
    CREATE_EMBEDDINGS: write('Turns text into a vector.', 'model! input!'),
    LIST_MODELS: read('Lists the models.'),
    LIST_FILES: read('Lists files.', 'purpose limit'),
    UPLOAD_FILE: write('Uploads a file.', 'file_url! purpose!'),
    DELETE_FILE: destroy('Deletes a file.', 'file_id!'),
  },
};

const supabase: AppSource = {
  slug: 'supabase',
  name: 'Supabase',
  about: 'PostgreSQL with an API on top. Run SQL, and manage projects, functions and branches.',
  url: 'https://supabase.com',
  categories: ['databases', 'developer-tools'],
  auth: ['OAUTH2', 'BEARER_TOKEN'],
  fields: {
    ref: text('Reference of the project.', 'abcdefghijklmnopqrst'),
    query: text('SQL.', 'select count(*) from orders'),
    table_names: texts('Tables.'),
    function_slug: text('Slug of the function.'),
    organization_id: text('Id of the organization.'),
    region: text('Where it runs.', 'eu-central-1'),
    db_pass: text('Password of the database.'),
    branch_name: text('Name of the branch.'),
    read_only: flag('Refuse everything that writes.'),
    occurred_at: instant('When it happened.'),
  },
  actions: {
    BETA_RUN_SQL_QUERY: important(write('Runs SQL.', 'ref! query! read_only')),
    LIST_ALL_PROJECTS: important(read('Lists the projects.')),
    LIST_TABLES: important(read('Lists the tables of a project.', 'ref!')),
    GET_TABLE_SCHEMAS: read('Reads the columns of tables.', 'ref! table_names!'),
    CREATE_A_PROJECT: write('Creates a project.', 'name! organization_id! region! db_pass!'),
    LIST_ALL_FUNCTIONS: read('Lists the edge functions.', 'ref!'),
    LIST_DATABASE_BRANCHES: read('Lists the branches.', 'ref!'),
    CREATE_A_DATABASE_BRANCH: write('Creates a branch.', 'ref! branch_name!'),
    DELETE_A_FUNCTION: destroy('Deletes an edge function.', 'ref! function_slug!'),
    DELETES_THE_GIVEN_PROJECT: destroy('Deletes a project for good.', 'ref!'),
  },
};

export const schedulingAndAi: readonly AppSource[] = [calendly, openai, supabase];
