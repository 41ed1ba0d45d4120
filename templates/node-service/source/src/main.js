import { createService } from './service.js';

const server = createService();
server.listen(Number(process.env.PORT ?? 8080), () => console.log(`Listening on port ${server.address().port}`));

// Kubernetes asks a pod to end with this signal: what is being answered is answered still.
process.once('SIGTERM', () => server.close());
