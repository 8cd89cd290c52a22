import { destroy, important, poll, read, webhook, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { choice, flag, instant, link, text, texts, whole } from '../../fields.ts';

const twitter: AppSource = {
  slug: 'twitter',
  name: 'X (Twitter)',
  about: 'Short public posts. Publish and search posts, look people up and manage lists.',
  url: 'https://x.com',
  categories: ['social', 'marketing'],
  managed: false,
  fields: {
    text: text('Text of the post, up to 280 characters.'),
    reply_to: text('Post to answer.'),
    media_ids: texts('Uploaded images.'),
    post_id: text('Id of the post.'),
    username: text('Handle without the @.', 'NASA'),
    max_results: whole('How many to return at most.', 10, 100),
    list_id: text('Id of the list.'),
    author_id: text('Who wrote it.'),
  },
  actions: {
    CREATION_OF_A_POST: important(write('Publishes a post.', 'text! reply_to media_ids')),
    RECENT_SEARCH: important(read('Searches the posts of the last seven days.', 'query! max_results since until')),
    USER_LOOKUP_BY_USERNAME: important(read('Reads a person’s profile.', 'username!')),
    POST_LOOKUP_BY_POST_ID: read('Reads a post.', 'post_id!'),
    USER_HOME_TIMELINE: read('Reads the account’s timeline.', 'max_results since'),
    RETWEET_POST: write('Shares a post.', 'post_id!'),
    USER_LIKE_POST: write('Likes a post.', 'post_id!'),
    FOLLOW_USER: write('Follows a person.', 'user_id!'),
    ADD_A_LIST_MEMBER: write('Adds a person to a list.', 'list_id! user_id!'),
    POST_DELETE_BY_POST_ID: destroy('Deletes a post.', 'post_id!'),
  },
  triggers: {
    NEW_MENTION_TRIGGER: poll('Fires when the account is mentioned.', 'post_id author_id text created_at'),
  },
};

const linkedin: AppSource = {
  slug: 'linkedin',
  name: 'LinkedIn',
  about: 'The professional network. Publish posts for a person or a company page.',
  url: 'https://www.linkedin.com',
  categories: ['social', 'marketing'],
  fields: {
    author: text('Person or organization that posts.', 'urn:li:person:AbC123'),
    commentary: text('Text of the post.'),
    visibility: choice('Who sees the post.', 'PUBLIC', 'CONNECTIONS'),
    post_id: text('Id of the post.', 'urn:li:share:6844785523593134080'),
    organization_id: text('Id of the company page.'),
    role: text('What the account may do on the page.', 'ADMINISTRATOR'),
  },
  actions: {
    CREATE_LINKED_IN_POST: important(write('Publishes a post.', 'author! commentary! visibility')),
    CREATE_ARTICLE_OR_URL_SHARE: important(write('Shares a web page.', 'author! url! commentary visibility')),
    GET_MY_INFO: important(read('Reads the account’s own profile.')),
    GET_COMPANY_INFO: read('Lists the company pages the account manages.', 'role'),
    GET_POST_CONTENT: read('Reads a post.', 'post_id!'),
    CREATE_COMMENT_ON_POST: write('Comments on a post.', 'author! post_id! message!'),
    DELETE_LINKED_IN_POST: destroy('Deletes a post.', 'post_id!'),
  },
};

const youtube: AppSource = {
  slug: 'youtube',
  name: 'YouTube',
  about: 'Video for everyone. Search videos, read channels and captions, and manage playlists.',
  url: 'https://www.youtube.com',
  categories: ['social', 'entertainment'],
  fields: {
    video_id: text('Id of the video.', 'dQw4w9WgXcQ'),
    channel_id: text('Id of the channel.'),
    playlist_id: text('Id of the playlist.'),
    max_results: whole('How many to return at most.', 1, 50),
    type: choice('What to look for.', 'video', 'channel', 'playlist'),
    privacy_status: choice('Who may watch.', 'public', 'unlisted', 'private'),
    caption_id: text('Id of the captions.'),
    published_at: instant('When it was published.'),
    video_url: link('The video.'),
  },
  actions: {
    SEARCH_YOU_TUBE: important(read('Searches videos, channels and playlists.', 'query! type max_results page_token')),
    VIDEO_DETAILS: important(read('Reads a video.', 'video_id!')),
    LIST_CHANNEL_VIDEOS: important(read('Lists the videos of a channel.', 'channel_id! max_results page_token')),
    GET_CHANNEL_STATISTICS: read('Reads a channel’s figures.', 'channel_id!'),
    LIST_USER_PLAYLISTS: read('Lists the account’s playlists.', 'max_results page_token'),
    LIST_CAPTION_TRACK: read('Lists the captions of a video.', 'video_id!'),
    LOAD_CAPTIONS: read('Downloads captions.', 'caption_id!'),
    UPDATE_VIDEO: write('Changes a video’s title and description.', 'video_id! title description tags privacy_status'),
    CREATE_PLAYLIST: write('Creates a playlist.', 'title! description privacy_status'),
    SUBSCRIBE_CHANNEL: write('Subscribes to a channel.', 'channel_id!'),
    DELETE_PLAYLIST: destroy('Deletes a playlist.', 'playlist_id!'),
  },
  triggers: {
    NEW_ACTIVITY_TRIGGER: poll(
      'Fires when a channel publishes something.',
      'video_id channel_id title video_url published_at',
      'channel_id!',
    ),
    NEW_ITEM_IN_PLAYLIST_TRIGGER: poll(
      'Fires when a video is added to a playlist.',
      'video_id playlist_id title video_url published_at',
      'playlist_id!',
    ),
  },
};

const reddit: AppSource = {
  slug: 'reddit',
  name: 'Reddit',
  about: 'Communities that talk about everything. Search, read and write posts and comments.',
  url: 'https://www.reddit.com',
  categories: ['social'],
  fields: {
    subreddit: text('Name of the community, without r/.', 'typescript'),
    kind: choice('Kind of post.', 'self', 'link'),
    thing_id: text('Full name of the post or comment.', 't3_15bfi0'),
    article: text('Id of the post.'),
    sort: choice('Order of the results.', 'relevance', 'hot', 'top', 'new'),
    flair_id: text('Id of the flair.'),
    nsfw: flag('Whether it is for adults.'),
    author: text('Who wrote it.'),
  },
  actions: {
    SEARCH_ACROSS_SUBREDDITS: important(read('Searches posts.', 'query! subreddit sort limit')),
    CREATE_REDDIT_POST: important(write('Publishes a post.', 'subreddit! title! kind! text url flair_id nsfw')),
    RETRIEVE_REDDIT_POST: important(read('Lists the posts of a community.', 'subreddit! sort limit')),
    RETRIEVE_POST_COMMENTS: read('Lists the comments of a post.', 'article!'),
    POST_REDDIT_COMMENT: write('Comments on a post.', 'thing_id! text!'),
    EDIT_REDDIT_COMMENT_OR_POST: write('Changes a post or a comment.', 'thing_id! text!'),
    GET_USER_FLAIR: read('Lists the flairs of a community.', 'subreddit!'),
    DELETE_REDDIT_POST: destroy('Deletes a post.', 'thing_id!'),
    DELETE_REDDIT_COMMENT: destroy('Deletes a comment.', 'thing_id!'),
  },
  triggers: {
    NEW_POST_TRIGGER: webhook(
      'Fires for every new post of a community.',
      'thing_id subreddit title author url created_at',
      'subreddit!',
    ),
  },
};

export const social: readonly AppSource[] = [twitter, linkedin, youtube, reddit];
