declare module "knex/lib/dialects/better-sqlite3/index.js" {
  import { Knex } from "knex";
  export default class Client extends Knex.Client {
    connectionSettings: { filename: string };
    _formatBindings(bindings: unknown[] | undefined): unknown[];
    _query(connection: unknown, query: object): Promise<unknown>;
    _driver(): unknown;
    acquireRawConnection(): Promise<unknown>;
  }
}
