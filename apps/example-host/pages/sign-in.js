import { get, post } from './calls.js';

const list = document.querySelector('#people');

for (const { name, email, tenant } of await get('/people')) {
  const button = Object.assign(document.createElement('button'), { textContent: name });
  button.addEventListener('click', () => void signIn(email));
  const line = document.createElement('li');
  line.append(button, Object.assign(document.createElement('small'), { textContent: tenant }));
  list.append(line);
}

async function signIn(email) {
  try {
    await post('/sign-in', { email, password: 'example' });
    location.assign('/apps');
  } catch (error) {
    document.querySelector('#message').textContent = error.message;
  }
}
