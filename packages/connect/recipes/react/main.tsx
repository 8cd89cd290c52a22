import { createRoot } from 'react-dom/client';
import { Connect } from './Connect.tsx';

createRoot(document.querySelector('#app')!).render(<Connect />);
