declare module "knex/lib/dialects/better-sqlite3/index.js" {
  import { Knex } from "knex";
  export default class Client extends Knex.Client {
    connectionSettings: { filename: string };
    _formatBindings(bindings: unknown[] | undefined): unknown[];
    _query(connection: unknown, query: object): Promise<unknown>;
    _driver(): unknown;
    acquireRawConnection(): Promise<unknown>;
    acquireConnection(): Promise<unknown>;
    query(connection: unknown, query: unknown): Promise<unknown>;
  }
}

declare module "knex/lib/dialects/postgres/index.js" {
  import { Knex } from "knex";
  export default class Client extends Knex.Client {
    acquireConnection(): Promise<unknown>;
    query(connection: unknown, query: unknown): Promise<unknown>;
  }
}
