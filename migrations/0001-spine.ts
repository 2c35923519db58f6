import type { Knex } from "knex";

/**
 * So that SQLite and PostgreSQL behave alike: times are integer epoch milliseconds, ids are UUIDv7 as text, flags are 0
 * or 1, lists are JSON text, and text is ordered by its bytes.
 */
export async function up(db: Knex): Promise<void> {
  const text = (table: Knex.CreateTableBuilder, name: string) => {
    const column = table.specificType(
      name,
      (db.client as { dialect: string }).dialect === "postgresql" ? 'text COLLATE "C"' : "text",
    );
    return column;
  };

  await db.schema.createTable("api_keys", (table) => {
    text(table, "id").primary();
    text(table, "name").notNullable();
    text(table, "secret_sha256").notNullable();
    table.bigInteger("created_at").notNullable();
    table.bigInteger("expires_at");
    table.bigInteger("last_used_at");
    table.bigInteger("revoked_at");
    table.index(["created_at", "id"]);
  });

  await db.schema.createTable("apps", (table) => {
    text(table, "name").primary();
    text(table, "repository").notNullable();
    text(table, "description");
    text(table, "source_url");
    text(table, "namespace");
    text(table, "revision").notNullable();
    table.bigInteger("created_at").notNullable();
    table.bigInteger("archived_at");
    // Every list is of one of the two.
    table.integer("archived").notNullable().defaultTo(0);
    table.index(["archived", "created_at", "name"]);
  });

  await db.schema.createTable("versions", (table) => {
    text(table, "uid").primary();
    text(table, "app").notNullable().references("name").inTable("apps");
    text(table, "id").notNullable();
    text(table, "id_key").notNullable();
    text(table, "status").notNullable();
    text(table, "digest").notNullable();
    text(table, "draft_id").notNullable();
    table.bigInteger("created_at").notNullable();
    text(table, "created_by").notNullable();
    // The order of lists: when it was published, until then when it was drafted.
    table.bigInteger("listed_at").notNullable();
    table.bigInteger("expires_at");
    table.bigInteger("published_at");
    text(table, "publishing_by");
    table.bigInteger("publishing_until");
    table.bigInteger("date");
    text(table, "sha");
    text(table, "branch");
    text(table, "branch_key");
    text(table, "tag");
    text(table, "tag_key");
    text(table, "committer");
    text(table, "message");
    text(table, "pull_request");
    text(table, "build_number");
    text(table, "build_url");
    text(table, "date_text");
    text(table, "warnings").notNullable().defaultTo("[]");
    text(table, "skipped").notNullable().defaultTo("[]");
    // Which Kubernetes objects it brings into which environment.
    text(table, "objects").notNullable().defaultTo("[]");
    table.unique(["app", "id_key"]);
    table.index(["app", "status", "listed_at", "uid"]);
    for (const column of ["branch", "tag", "committer"])
      table.index(["app", "status", column, "listed_at", "uid"]);
    // For prefixes; one of the id is found by the unique index.
    table.index(["app", "sha"]);
    table.index(["app", "branch_key"]);
    table.index(["app", "tag_key"]);
    table.index(["status", "expires_at"]);
  });

  await db.schema.createTable("version_files", (table) => {
    text(table, "version_uid").notNullable().references("uid").inTable("versions");
    text(table, "path").notNullable();
    table.bigInteger("size").notNullable();
    text(table, "sha256").notNullable();
    table.primary(["version_uid", "path"]);
  });

  await db.schema.createTable("policies", (table) => {
    text(table, "uid").primary();
    text(table, "app").notNullable().references("name").inTable("apps");
    text(table, "name").notNullable();
    text(table, "environment").notNullable();
    text(table, "branches").notNullable();
    text(table, "tags").notNullable();
    table.integer("pull_requests").notNullable();
    text(table, "revision").notNullable();
    table.bigInteger("created_at").notNullable();
    table.bigInteger("updated_at").notNullable();
    table.unique(["app", "name"]);
  });

  await db.schema.createTable("holds", (table) => {
    text(table, "app").notNullable().references("name").inTable("apps");
    text(table, "environment").notNullable();
    text(table, "reason").notNullable();
    text(table, "held_by").notNullable();
    table.bigInteger("held_at").notNullable();
    // The rollback that set it, so that it goes where that fails.
    text(table, "deployment_id");
    table.primary(["app", "environment"]);
    table.index(["environment"]);
    table.index(["deployment_id"]);
  });

  await db.schema.createTable("deployments", (table) => {
    text(table, "id").primary();
    text(table, "repository").notNullable();
    text(table, "app").notNullable().references("name").inTable("apps");
    // A removal runs none.
    text(table, "version_uid").references("uid").inTable("versions");
    text(table, "version");
    // The version's, so that the last one from a branch is found by an index.
    text(table, "branch");
    text(table, "environment").notNullable();
    text(table, "kind").notNullable();
    text(table, "status").notNullable();
    text(table, "reason");
    text(table, "policy");
    table.integer("adopt").notNullable();
    table.integer("holds_policies").notNullable();
    text(table, "requested_by").notNullable();
    // By which a repeated request is known: the caller's key, its word for the request, and what it asked for.
    text(table, "api_key_id");
    text(table, "idempotency_key");
    text(table, "request_sha256");
    table.bigInteger("created_at").notNullable();
    table.bigInteger("started_at");
    table.bigInteger("finished_at");
    // Which holder of the writer's lease is writing it; a later epoch takes it over.
    table.bigInteger("epoch");
    text(table, "commit_id");
    // The namespace that its kustomization sets, as it was when it was written.
    text(table, "namespace");
    table.integer("changed");
    text(table, "superseded_by");
    text(table, "failure_code");
    text(table, "failure_detail");
    table.index(["repository", "status", "created_at", "id"]);
    table.index(["created_at", "id"]);
    table.index(["app", "created_at", "id"]);
    table.index(["environment", "created_at", "id"]);
    table.index(["status", "created_at", "id"]);
    table.index(["app", "environment", "created_at", "id"]);
    // What has not ended: a handful among all.
    table.index(["app", "environment", "finished_at", "created_at", "id"]);
    table.index(["app", "environment", "branch", "created_at", "id"]);
    table.index(["app", "version", "created_at", "id"]);
    table.index(["version", "created_at", "id"]);
    table.index(["version_uid"]);
    table.unique(["api_key_id", "idempotency_key"]);
  });

  await db.schema.createTable("running_versions", (table) => {
    text(table, "repository").notNullable();
    text(table, "environment").notNullable();
    text(table, "app").notNullable().references("name").inTable("apps");
    text(table, "version_uid").notNullable().references("uid").inTable("versions");
    text(table, "version").notNullable();
    text(table, "deployment_id").notNullable().references("id").inTable("deployments");
    text(table, "commit_id").notNullable();
    // The folder as it was written: another one at the branch's head is drift.
    text(table, "tree_id").notNullable();
    table.bigInteger("deployed_at").notNullable();
    table.primary(["repository", "environment", "app"]);
    table.index(["app"]);
    table.index(["version_uid"]);
  });

  // An object belongs to one app in an environment: kustomize builds none of it where two bring the same.
  await db.schema.createTable("running_objects", (table) => {
    text(table, "repository").notNullable();
    text(table, "environment").notNullable();
    text(table, "object").notNullable();
    text(table, "app").notNullable().references("name").inTable("apps");
    table.primary(["repository", "environment", "object"]);
    table.index(["repository", "environment", "app"]);
  });

  await db.schema.createTable("writer_leases", (table) => {
    text(table, "repository").primary();
    text(table, "holder").notNullable();
    table.bigInteger("epoch").notNullable();
    table.bigInteger("lease_until").notNullable();
  });

  await db.schema.createTable("blob_removals", (table) => {
    text(table, "key").primary();
    table.bigInteger("due_at").notNullable();
    table.index(["due_at"]);
  });
}

/** Schemas only move forward: going back would lose what was accepted. */
export async function down(): Promise<void> {
  throw new Error("Restore a backup instead: migrations do not go back.");
}
