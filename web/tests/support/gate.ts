// SPDX-License-Identifier: Apache-2.0
// Stands where the network would be: the browser takes it for its proxy to everything but
// the demo. So it sees what a page's own events do not tell, as what a worker or a socket
// asks for. It answers to nobody, unless a test opened the way.
import net from 'node:net';

// Where Chromium itself calls home, whatever it is told. A page that asked for one of them
// would be seen by its own events.
const kBrowsersOwn =
  /^(([\w-]+\.)+(google|gvt1)\.com|(?!fonts\.)[\w-]+\.(googleapis|gstatic)\.com)(:\d+)?$/;

export class Gate {
  private passed: string[] = [];
  private readonly ways = new Set<string>();
  private readonly links = new Set<net.Socket>();
  private readonly server = net.createServer((link) => this.take(link));

  static async start(): Promise<Gate> {
    const gate = new Gate();
    await new Promise<void>((resume) => gate.server.listen(0, '127.0.0.1', resume));
    return gate;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  // "host:port" that may be reached from here on.
  open(way: string) {
    this.ways.add(way);
  }

  // Who asked to be let out since the last call.
  strangers(): string[] {
    return this.passed.splice(0);
  }

  async stop() {
    for (const link of this.links) link.destroy();
    await new Promise((resume) => this.server.close(resume));
  }

  private keep(link: net.Socket) {
    this.links.add(link);
    link.on('error', () => link.destroy());
    link.on('close', () => this.links.delete(link));
  }

  private take(link: net.Socket) {
    this.keep(link);
    link.once('data', (head) => {
      const [, method = '', target = ''] = /^(\S+) (\S+)/.exec(head.toString('latin1')) ?? [];
      if (method !== 'CONNECT' || !this.ways.has(target)) {
        const host = target.replace(/^\w+:\/\/([^/]*).*$/, '$1');
        if (!kBrowsersOwn.test(host)) this.passed.push(`${method} ${target}`);
        link.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const [host, port] = target.split(':');
      const far = net.connect({host, port: Number(port), family: 4}, () => {
        link.write('HTTP/1.1 200 OK\r\n\r\n');
        link.pipe(far).pipe(link);
      });
      this.keep(far);
      far.on('close', () => link.destroy());
    });
  }
}
