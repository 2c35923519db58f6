/** Generated from openapi.yaml by `npm run generate`; never edited. Types of every path, operation and schema. */
export interface paths {
    "/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the API key that is used
         * @description Returns the key behind the request, so that a client can check its settings before it starts work.
         */
        get: operations["whoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description Returns keys, newest first, revoked and expired ones among them, never a secret.
         */
        get: operations["keyList"];
        put?: never;
        /**
         * Create an API key
         * @description Makes a key and returns it. smithd keeps only a hash of its secret, so this answer is its only copy.
         */
        post: operations["keyCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's id, the part between `dsm_` and the secret. */
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description From now on the key opens nothing. It stays in the list. Revoking it again changes nothing.
         */
        delete: operations["keyRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the registered apps
         * @description Returns apps, newest first, each with the version that runs in every environment. Archived ones only where asked for.
         */
        get: operations["appList"];
        put?: never;
        /**
         * Register an app
         * @description Makes an app known, so that versions can be drafted for it. Registering the same app again with the same
         *     fields returns it unchanged with 200; with other fields it is refused with `app-differs`.
         */
        post: operations["appRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /**
         * View one app
         * @description Returns an app, archived or not, with the version that runs in every environment.
         */
        get: operations["appView"];
        put?: never;
        post?: never;
        /**
         * Archive an app
         * @description Hides the app: it takes no new versions and no new deployments, and its policies stop. What runs stays where it
         *     is, and so does all that is known of it. Archiving it again changes nothing.
         */
        delete: operations["appArchive"];
        options?: never;
        head?: never;
        /**
         * Change an app
         * @description Takes a JSON merge patch (RFC 7396): a field that is given replaces, `null` removes, and what is not given stays.
         *     With `If-Match` only if the app is still the one that the caller saw. A new namespace is used from the next
         *     deployment on.
         */
        patch: operations["appUpdate"];
        trace?: never;
    };
    "/v1/apps/{app}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore an archived app
         * @description The app is as it was before it was archived, with its policies. Restoring it again changes nothing.
         */
        post: operations["appRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /**
         * List the versions of an app
         * @description Returns versions, newest first. Published ones unless `status` asks otherwise. All filters must match;
         *     `q` is a prefix of the id, the sha, the branch or the tag, without regard to case.
         */
        get: operations["versionList"];
        put?: never;
        /**
         * Draft a version
         * @description Declares the files of a version by path, size and checksum and returns one signed upload URL for each that is
         *     not there yet. `version.yml` must be among them. Drafting is safe to repeat:
         *
         *     - an id that is free or expired: 201;
         *     - a draft with the same files: 200, with URLs for what is missing;
         *     - a draft with other files: 201, the earlier draft is replaced, and what its URLs still take counts for nothing;
         *     - published with the same files: 200, with nothing to upload;
         *     - published with other files: 409 `version-content-differs`;
         *     - being published at this moment: 409 `version-being-published` with Retry-After.
         */
        post: operations["versionDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        /**
         * View one version
         * @description Returns a version in any status with its metadata, its files and where it runs.
         */
        get: operations["versionView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions/{version}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the upload URLs of a draft
         * @description Returns fresh URLs for the files that are not uploaded yet. URLs last five minutes.
         */
        post: operations["versionUploadsRenew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions/{version}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a version
         * @description Checks every uploaded byte against the draft, validates the manifests, makes the version immutable and, in the
         *     same transaction, queues what its policies ask for. Safe to repeat: a second publish of the same digest
         *     waits for the first and returns its result. After a refusal the version is a draft again.
         */
        post: operations["versionPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions/{version}/file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        /**
         * Read one file of a version
         * @description Returns a file of a published version as it was published, as text.
         */
        get: operations["versionFileView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/versions/{version}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        /**
         * Show what a deployment would change
         * @description Returns exactly the commit that deploying the version would make on the branch's head at this moment, as one
         *     unified diff for each file that git would apply, and whatever would make that deployment fail.
         */
        get: operations["versionDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /**
         * List the policies of an app
         * @description Returns the rules that deploy versions of this app by themselves, newest first.
         */
        get: operations["policyList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/policies/{policy}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The policy's name, a DNS label. */
                policy: components["parameters"]["PolicyName"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Create or replace a policy
         * @description Patterns are GitHub's filter patterns (`*`, `**`, `?`, `+`, `[a-z]`, `!`), read in order; the last that matches decides.
         *     With `If-Match` the policy is replaced only if it is still the one that the caller saw; `If-None-Match: *`
         *     creates and never replaces.
         */
        put: operations["policyPut"];
        post?: never;
        /**
         * Delete a policy
         * @description Removes the rule. What it deployed stays deployed.
         */
        delete: operations["policyDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/policy-matches": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /**
         * Show where a branch or tag would go
         * @description Returns which policies would deploy a version that was built from a branch or a tag, now. Give one of the two.
         */
        get: operations["policyMatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/holds/{environment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The environment's name. */
                environment: components["parameters"]["HoldEnvironment"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Pause auto-deployment
         * @description Policies leave the app in this environment alone until the hold is released, or a person deploys something newer
         *     there. People can deploy as before. A hold that is there already gets the new reason.
         */
        put: operations["holdPut"];
        post?: never;
        /**
         * Resume auto-deployment
         * @description Releases the hold. Nothing is deployed by that; policies act again on the next version that is published.
         */
        delete: operations["holdRelease"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deploy a version
         * @description Queues the deployment of a published version to an environment. The answer comes before the commit, unless
         *     `Prefer` asks to wait: follow the deployment at its `Location` until its status is `deployed`, `failed` or
         *     `superseded`. A version that was published before the one that runs is recorded as a rollback.
         */
        post: operations["deploymentCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/rollbacks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to an earlier version
         * @description Queues the deployment of an earlier version. Without `to` that is the version that ran before the running one,
         *     leaving out those that were rolled back from: repeating it walks back and never forward. Policies are held off
         *     from there, so that the next merge does not bring the bad version back.
         */
        post: operations["rollbackCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{app}/removals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove an app from an environment
         * @description Queues a commit that takes the app's folder, and its line in the environment's kustomization, out of the repository, so
         *     that Flux prunes its objects. Policies are held off from there, so that the next merge does not bring it back.
         */
        post: operations["removalCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deployments
         * @description Returns deployments of all apps, newest first. All filters must match.
         */
        get: operations["deploymentList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{deployment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The deployment's id. */
                deployment: string;
            };
            cookie?: never;
        };
        /**
         * View one deployment
         * @description Returns a deployment with its status, its commit, or why it failed; with `Prefer` once it has ended, or when the time is up.
         */
        get: operations["deploymentView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the environments
         * @description Returns what the GitOps repository declares at its branch's head, by name: every folder
         *     `environments/<name>/apps`. What is returned is at most 15 seconds old while the repository can be reached.
         */
        get: operations["environmentList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments/{environment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The environment's name. */
                environment: string;
            };
            cookie?: never;
        };
        /**
         * View one environment
         * @description Returns which app runs which version there, as smithd deployed it last, by the app's name.
         */
        get: operations["environmentView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear of changes as they happen
         * @description Answers with a stream of events that goes on until one side ends it (server-sent events, `text/event-stream`). An
         *     event says what changed; what it is now is asked for as usual. Each is one block, whose data is a StreamEvent as
         *     JSON on one line:
         *
         *         id: 4711
         *         event: deployment.deployed
         *         data: {"id":"4711","type":"deployment.deployed","at":"2026-11-23T10:20:01Z","app":"api-service",…}
         *
         *     Ids grow in the order in which changes were committed. The first block has an `id` and no data, and says from where
         *     on the stream tells of everything: whoever reads lists after it misses nothing. Such a block comes at least every 15
         *     seconds; its `id` counts for `Last-Event-ID` as any other.
         *
         *     Events are kept for 24 hours, and at least the newest 100,000. Where what followed `Last-Event-ID` is not known any
         *     more, the first event is `reset`: everything may have changed, and lists have to be read again.
         *
         *     The stream ends when smithd stops, when the API key ends, and when its reader takes longer than 10 seconds for what was sent: connect
         *     again with the last `id`. `retry` says after how many milliseconds. Without a filter every id is given exactly once.
         *     What a smithd before this operation writes, during an update, is not told.
         */
        get: operations["eventStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An RFC 9457 problem. */
        Problem: {
            /** @description A page that explains the code. */
            type: string;
            /** @description What kind of problem this is; the same for every occurrence of a code. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description A stable kebab-case word. New ones may appear at any time. */
            code: string;
            /** @description What happened this time, and what to do next. */
            detail?: string;
            /** @description The id under which smithd logged the request. */
            requestId: string;
            /** @description The single faults, where there are several. */
            errors?: components["schemas"]["Fault"][];
        };
        /** @description One of several faults. */
        Fault: {
            /** @description The rule that was broken. */
            code?: string;
            /** @description The file, where the fault is in one. */
            file?: string;
            /**
             * Format: int32
             * @description Which YAML document of the file, from 1.
             */
            document?: number;
            /**
             * Format: int32
             * @description The line, from 1.
             */
            line?: number;
            /**
             * Format: int32
             * @description The column, from 1.
             */
            column?: number;
            /** @description A JSON pointer into the document or the request. */
            pointer?: string;
            /** @description The environment whose view of the version is at fault; absent where every view is. */
            environment?: string;
            /** @description What is wrong and what to do. */
            detail: string;
            /** @description What would be right, such as `a port from 1 to 65535`. */
            expected?: string;
            /** @description What was probably meant, such as another field's name. */
            suggestion?: string;
        };
        /** @description What changed. What else it concerns is named as far as there is something to name. */
        StreamEvent: {
            /** @description A decimal number that grows with every change. */
            id: string;
            /** @description What happened: `version.drafted`, `version.published`, `version.expired`; `deployment.queued`, `deployment.writing`, `deployment.stalled`, `deployment.deployed`, `deployment.failed`, `deployment.superseded`; `app.registered`, `app.updated`, `app.archived`, `app.restored`; `policy.set`, `policy.deleted`; `hold.set`, `hold.released`; `key.created`, `key.revoked`; `reset`. New ones may appear at any time. */
            type: string;
            /**
             * Format: date-time
             * @description When it was committed; of a `reset`, when it was sent.
             */
            at: string;
            /** @description The app's name. */
            app?: string;
            /** @description The environment's name. A policy that leads to another one than before is told of once for each. */
            environment?: string;
            /** @description The version's id. */
            version?: string;
            /** @description The deployment's id. */
            deployment?: string;
            /** @description The policy's name. */
            policy?: string;
            /** @description The public part of an API key. */
            key?: string;
            /** @description Why a deployment failed or is stalled: the code of its `failure` or `stalledBy`. */
            code?: string;
        };
        /** @description The API key behind a request. */
        Whoami: {
            /** @description The public part of the key. */
            keyId: string;
            /** @description The name that the key was given. */
            name: string;
            /**
             * Format: date-time
             * @description When the key was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the key ends; absent if never.
             */
            expiresAt?: string;
            /** @description The version of smithd. */
            serverVersion: string;
        };
        /** @description An API key without its secret. */
        ApiKey: {
            /** @description The public part of the key. */
            id: string;
            /** @description The name that it was given. */
            name: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ends; absent if never.
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description When it was used last, to the minute; absent if never.
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description When it was revoked; absent if it was not.
             */
            revokedAt?: string;
        };
        /** @description One page of API keys. */
        ApiKeyPage: {
            /** @description The keys, newest first. */
            items: components["schemas"]["ApiKey"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description What a new key is to be. */
        ApiKeyRequest: {
            /** @description Who or what uses it; deployments are recorded under this name. */
            name: string;
            /**
             * Format: date-time
             * @description When it ends; never if absent.
             */
            expiresAt?: string;
        };
        /** @description A new API key. */
        ApiKeySecret: components["schemas"]["ApiKey"] & {
            /** @description The whole key, to be sent as `Authorization: Bearer …`. It cannot be read again. */
            key: string;
        };
        /** @description What is said of an app when it is registered. */
        AppRegistration: {
            /** @description A DNS label: lower-case letters, digits and `-`, at most 63 characters. */
            name: string;
            /** @description What the app is, for people. */
            description?: string;
            /** @description The https address of the source repository, for links to commits. */
            sourceUrl?: string;
            /** @description The Kubernetes namespace that the generated kustomization sets on every object. */
            namespace?: string;
        };
        /** @description A JSON merge patch of an app; `null` removes a field. */
        AppUpdateRequest: {
            /** @description What the app is, for people. */
            description?: string | null;
            /** @description The https address of the source repository, for links to commits. */
            sourceUrl?: string | null;
            /** @description The Kubernetes namespace that the generated kustomization sets on every object, from the next deployment on. */
            namespace?: string | null;
        };
        /** @description A registered app. */
        App: {
            /** @description The app's name. */
            name: string;
            /** @description What the app is, for people. */
            description?: string;
            /** @description The source repository. */
            sourceUrl?: string;
            /** @description The namespace that the generated kustomization sets. */
            namespace?: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was archived; absent if it is not.
             */
            archivedAt?: string;
            /** @description What `If-Match` takes to change this state of it and no other, with its quotes. */
            etag: string;
            latestVersion?: components["schemas"]["LatestVersion"];
            /** @description Where auto-deployment is paused, by environment, also where nothing runs. */
            holds: components["schemas"]["Hold"][];
            /** @description What runs where, by environment; empty before the first deployment. */
            environments: components["schemas"]["RunningVersion"][];
            /** @description The deployment that was asked for last, by environment, where it is queued, being written or failed, and so is not what runs; without its timeline. */
            attempts: components["schemas"]["Deployment"][];
        };
        /** @description The version of an app that was published last, from whichever branch or tag; absent before the first. */
        LatestVersion: {
            /** @description The version's id. */
            id: string;
            /**
             * Format: date-time
             * @description When it was published.
             */
            publishedAt: string;
            /** @description The branch that it was built from. */
            branch?: string;
            /** @description The tag that it was built from. */
            tag?: string;
        };
        /** @description The version of an app that smithd deployed last to an environment. */
        RunningVersion: {
            /** @description The environment. */
            environment: string;
            /** @description The version's id. */
            version: string;
            /** @description The deployment that put it there. */
            deploymentId: string;
            /**
             * Format: date-time
             * @description When it was committed.
             */
            deployedAt: string;
            /** @description The name of the key that asked for it. */
            deployedBy: string;
            /** @description The commit in the GitOps repository that is live. */
            commit?: string;
            /** @description Whether the folder at the branch's head is another than the one that smithd wrote: somebody changed or removed it. */
            drifted: boolean;
            /** @description The version to which a rollback would go that names none; absent where there is none, and in lists of apps. */
            rollbackTo?: string;
            hold?: components["schemas"]["Hold"];
        };
        /** @description Why auto-deployment is paused. */
        HoldRequest: {
            /** @description Why, for whoever wonders why nothing is deployed. */
            reason: string;
        };
        /** @description Auto-deployment of an app to an environment is paused. Releasing it ends it, and so does a person's deployment of a newer version. */
        Hold: {
            /** @description The app's name. */
            app: string;
            /** @description The environment. */
            environment: string;
            /** @description Why. */
            reason: string;
            /** @description Who. */
            heldBy: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            heldAt: string;
        };
        /** @description One page of apps. */
        AppPage: {
            /** @description The apps, newest first. */
            items: components["schemas"]["App"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description One file of a version. */
        VersionFile: {
            /** @description Relative, with `/` between 1 to 8 segments. */
            path: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
            /** @description The SHA-256 of the bytes, as lower-case hex. */
            sha256: string;
        };
        /** @description A file of a version, as text. */
        FileText: string;
        /** @description The id and the files of a version. */
        VersionDraftRequest: {
            /** @description `[A-Za-z0-9][A-Za-z0-9._+-]{0,127}`, without `..`, not ending in `.` or `.lock`; unique per app without regard to case. */
            id: string;
            /** @description Every file of the version, `version.yml` among them. */
            files: components["schemas"]["VersionFile"][];
        };
        /** @description A draft and what is left to upload. */
        VersionDraft: {
            /** @description The app's name. */
            app: string;
            /** @description The version's id. */
            id: string;
            /** @description `draft` or `published`. */
            status: string;
            /** @description `sha256:` and 64 hex digits over the sorted paths, sizes and checksums; publish asks for it. */
            digest: string;
            /**
             * Format: date-time
             * @description When the draft expires; absent once published.
             */
            expiresAt?: string;
            /** @description One upload for every file that is not there yet. */
            uploads: components["schemas"]["Upload"][];
        };
        /** @description A signed URL that takes exactly one file, once. */
        Upload: {
            /** @description The file to send. */
            path: string;
            /** @description `PUT`. */
            method: string;
            /** @description Where to send it. It carries its own authorisation: no API key is sent there. */
            url: string;
            /** @description Headers to send with it, exactly as given. A bucket's URL is signed for its size, checksum and `if-none-match` among them. */
            headers: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When the URL ends, five minutes after it was signed.
             */
            expiresAt: string;
        };
        /** @description What is to be published. */
        VersionPublishRequest: {
            /** @description The digest that the draft returned. */
            digest: string;
            /**
             * @description Whether fields that the Kubernetes schemas do not know become warnings instead of violations, for a cluster that is newer than they are.
             * @default false
             */
            acceptUnknownFields?: boolean;
        };
        /** @description What `version.yml` says of the version. */
        VersionMetadata: {
            /**
             * Format: date-time
             * @description The time of the source commit.
             */
            date: string;
            git: components["schemas"]["VersionGit"];
            build?: components["schemas"]["VersionBuild"];
        };
        /** @description The source commit; either `branch` or `tag` is there. */
        VersionGit: {
            /** @description 40 or 64 lower-case hex digits. */
            sha: string;
            /** @description The branch that was built. */
            branch?: string;
            /** @description The tag that was built. */
            tag?: string;
            /** @description `Name <address>`. */
            committer: string;
            /** @description The commit's message. */
            message?: string;
            /** @description The pull request that was built. */
            pullRequest?: string;
        };
        /** @description The CI run. */
        VersionBuild: {
            /** @description The CI's number of the run. */
            number?: string;
            /** @description Where the run can be seen. */
            url?: string;
        };
        /** @description A version of an app. */
        AppVersion: {
            /** @description The app's name. */
            app: string;
            /** @description The version's id. */
            id: string;
            /** @description `draft`, `publishing`, `published` or `expired`. */
            status: string;
            /** @description `sha256:` and 64 hex digits over the sorted paths, sizes and checksums. */
            digest: string;
            /**
             * Format: date-time
             * @description When it was drafted first.
             */
            createdAt: string;
            /** @description The name of the key that drafted it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description When it was published.
             */
            publishedAt?: string;
            /**
             * Format: date-time
             * @description When the draft expires; absent once published.
             */
            expiresAt?: string;
            metadata?: components["schemas"]["VersionMetadata"];
            /** @description What publishing let pass but wants looked at. */
            warnings?: components["schemas"]["Fault"][];
            /** @description Where it runs, as smithd deployed it last. */
            deployedTo: components["schemas"]["VersionDeployment"][];
        };
        /** @description A version with its files. */
        AppVersionView: components["schemas"]["AppVersion"] & {
            /** @description Every file, by path. */
            files: components["schemas"]["VersionFile"][];
        };
        /** @description An environment in which the version runs. */
        VersionDeployment: {
            /** @description The environment. */
            environment: string;
            /** @description The deployment that put it there. */
            deploymentId: string;
            /**
             * Format: date-time
             * @description When it was committed.
             */
            deployedAt: string;
        };
        /** @description One page of versions. */
        AppVersionPage: {
            /** @description The versions, newest first. */
            items: components["schemas"]["AppVersion"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description The published version and what it set off. */
        VersionPublishResult: {
            version: components["schemas"]["AppVersion"];
            /** @description The deployments that its policies queued. */
            deployments: components["schemas"]["Deployment"][];
            /** @description Policies that matched and did not deploy. */
            skipped: components["schemas"]["SkippedPolicy"][];
        };
        /** @description A policy that matched and did not deploy. */
        SkippedPolicy: {
            /** @description The policy's name. */
            policy: string;
            /** @description Its environment. */
            environment: string;
            /** @description `held`, `older-than-requested`, `pull-request` or `same-environment`. */
            reason: string;
            /** @description The reason as a sentence. */
            detail: string;
        };
        /** @description Where a branch or a tag would be deployed by itself. */
        PolicyMatches: {
            /** @description The policies that would deploy, one for each environment. */
            matches: components["schemas"]["PolicyMatch"][];
            /** @description Policies that match and would not deploy at the moment. */
            skipped: components["schemas"]["SkippedPolicy"][];
        };
        /** @description A policy that would deploy. */
        PolicyMatch: {
            /** @description The policy's name. */
            policy: string;
            /** @description Its environment. */
            environment: string;
        };
        /** @description Which branches and tags go to which environment. */
        PolicyDefinition: {
            /** @description Where matching versions are deployed. */
            environment: string;
            /** @description Branch patterns, in order; the last that matches decides. */
            branches?: string[];
            /** @description Tag patterns, in order; the last that matches decides. */
            tags?: string[];
            /**
             * @description Whether builds of pull requests count too.
             * @default false
             */
            pullRequests?: boolean;
        };
        /** @description A rule that deploys versions by itself. */
        Policy: {
            /** @description The app's name. */
            app: string;
            /** @description The policy's name. */
            name: string;
            /** @description Where matching versions are deployed. */
            environment: string;
            /** @description Branch patterns, in order. */
            branches: string[];
            /** @description Tag patterns, in order. */
            tags: string[];
            /** @description Whether builds of pull requests count too. */
            pullRequests: boolean;
            /**
             * Format: date-time
             * @description When it was created.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was replaced last.
             */
            updatedAt: string;
            /** @description What `If-Match` takes to change this state of it and no other, with its quotes. */
            etag: string;
        };
        /** @description One page of policies. */
        PolicyPage: {
            /** @description The policies, newest first. */
            items: components["schemas"]["Policy"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description Which version is to run where. */
        DeploymentRequest: {
            /** @description The id of a published version. */
            version: string;
            /** @description An environment that the GitOps repository declares. */
            environment: string;
            /** @description Why, for the commit and for the people who read the list. */
            reason?: string;
            /**
             * @description Whether a folder of the app that smithd did not write may be replaced.
             * @default false
             */
            adopt?: boolean;
            /** @description The version that the caller saw running there, empty where nothing ran. Where another runs, or is on its way, the request is refused. */
            expectedVersion?: string;
        };
        /** @description Where to go back. */
        RollbackRequest: {
            /** @description Where to go back. */
            environment: string;
            /** @description An earlier version; by default the one that ran before the running one, leaving out those that were rolled back from. */
            to?: string;
            /** @description The version that the caller saw running there, empty where nothing ran. Where another runs, or is on its way, the request is refused. */
            from?: string;
            /** @description Why, for the commit, the hold and the people who read the list. */
            reason?: string;
        };
        /** @description Where an app is to run no longer. */
        RemovalRequest: {
            /** @description Where to remove it. */
            environment: string;
            /** @description Why, for the commit, the hold and the people who read the list. */
            reason?: string;
            /** @description The version that the caller saw running there, empty where nothing ran. Where another runs, or is on its way, the request is refused. */
            expectedVersion?: string;
        };
        /** @description One request to run a version in an environment, or to remove the app from it. */
        Deployment: {
            /** @description A UUID. */
            id: string;
            /** @description The app's name. */
            app: string;
            /** @description The version's id; absent for a removal, which runs none. */
            version?: string;
            /** @description Where it is to run. */
            environment: string;
            /** @description `manual`, `auto`, `rollback` or `removal`. */
            kind: string;
            /** @description `queued`, `writing`, `deployed`, `failed` or `superseded`. */
            status: string;
            /** @description Why it was asked for. */
            reason?: string;
            /** @description The policy that asked, for `auto`. */
            policy?: string;
            /** @description The name of the key that asked. */
            requestedBy: string;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When writing began.
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finishedAt?: string;
            /** @description Whether a commit was needed; known once deployed. */
            changed?: boolean;
            /** @description The commit that is live; known once deployed. */
            commit?: string;
            /** @description The later deployment that took its place. */
            supersededBy?: string;
            failure?: components["schemas"]["DeploymentFailure"];
            stalledBy?: components["schemas"]["DeploymentStall"];
            /** @description What was done for it and when, oldest first. */
            timeline?: components["schemas"]["DeploymentStep"][];
        };
        /** @description One step of a deployment. */
        DeploymentStep: {
            /** @description `accepted`, `claimed` (writing began), `built` (its commit was made), `pushed` (the GitOps repository took it), `stalled`, or how it ended: `deployed`, `failed`, `superseded`. */
            step: string;
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
        };
        /**
         * @description Why it is not known yet what became of a deployment that is being written: something was sent to the GitOps
         *     repository, or may have been, and it cannot be asked. smithd keeps asking, and decides by itself once it is answered.
         */
        DeploymentStall: {
            /** @description A stable kebab-case word, such as `gitops-unreachable`. */
            code: string;
            /** @description What stands in the way. */
            detail: string;
        };
        /** @description Why a deployment failed. */
        DeploymentFailure: {
            /** @description A stable kebab-case word, such as `gitops-unreachable` or `folder-not-owned`. */
            code: string;
            /** @description What happened and what to do. */
            detail: string;
        };
        /** @description What deploying a version to an environment would change in the GitOps repository. */
        VersionDiff: {
            /** @description The app's name. */
            app: string;
            /** @description The version's id. */
            version: string;
            /** @description Where it would be deployed. */
            environment: string;
            /** @description The version that runs there now; absent where none does. To be sent as `expectedVersion`. */
            runningVersion?: string;
            /** @description The commit on which the diff is based, the head of the branch. */
            head: string;
            /** @description `manual`, or `rollback` where the version was published before the one that runs. */
            kind: string;
            /** @description Why the deployment would fail; empty where it would not. */
            obstacles: components["schemas"]["DeploymentFailure"][];
            /** @description The files that would change, by path; empty where there would be no commit. */
            files: components["schemas"]["FileDiff"][];
        };
        /** @description What would change in one file. */
        FileDiff: {
            /** @description Its path in the repository. */
            path: string;
            /** @description `added`, `modified` or `deleted`. */
            change: string;
            /**
             * Format: int32
             * @description How many lines are added; absent where the file is binary, or counting took too long.
             */
            additions?: number;
            /**
             * Format: int32
             * @description How many lines are taken away; absent where the file is binary, or counting took too long.
             */
            deletions?: number;
            /** @description git's unified diff, which `git apply` takes. A rename is a deletion and an addition. */
            diff?: string;
            /** @description Why there is no diff: `binary` where the file is no UTF-8 text, or `too-large` where the diff has more than 256 KiB, or comes after 2 MiB of others. */
            omitted?: string;
        };
        /** @description One page of deployments. */
        DeploymentPage: {
            /** @description The deployments, newest first. */
            items: components["schemas"]["Deployment"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description An environment that the GitOps repository declares. */
        EnvironmentSummary: {
            /** @description The environment's name. */
            name: string;
            /** @description How a person confirms a deployment there: `yes`, or `name` where its name must be typed. */
            confirm: string;
            /**
             * Format: int32
             * @description How many apps smithd has deployed there.
             */
            appCount: number;
        };
        /** @description One page of environments. */
        EnvironmentPage: {
            /** @description The environments, by name. */
            items: components["schemas"]["EnvironmentSummary"][];
            /** @description Asks for the next page; absent on the last. */
            nextCursor?: string;
        };
        /** @description An environment and what runs there. */
        EnvironmentView: components["schemas"]["EnvironmentSummary"] & {
            /** @description Which apps are not deployed there by themselves at the moment, by app, also those that do not run there. */
            holds: components["schemas"]["Hold"][];
            /** @description What runs there, by app. */
            apps: components["schemas"]["EnvironmentApp"][];
        };
        /** @description An app in an environment. */
        EnvironmentApp: {
            /** @description The app's name. */
            app: string;
            /** @description The version's id. */
            version: string;
            /** @description The deployment that put it there. */
            deploymentId: string;
            /**
             * Format: date-time
             * @description When it was committed.
             */
            deployedAt: string;
            /** @description The name of the key that asked for it. */
            deployedBy: string;
            /** @description The commit in the GitOps repository that is live. */
            commit?: string;
            /** @description Whether the folder at the branch's head is another than the one that smithd wrote: somebody changed or removed it. */
            drifted: boolean;
            hold?: components["schemas"]["Hold"];
        };
    };
    responses: {
        /** @description `request-invalid`: the request does not fit this contract; `errors` says where. */
        RequestInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request-invalid`: the request does not fit this contract. `cursor-invalid`: the cursor is none of this list's. */
        ListInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request-invalid`: the request does not fit this contract. `json-malformed`: the body is no JSON. */
        BodyInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`: no API key, an unknown one, or one that expired or was revoked. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `app-unknown`, naming near matches. */
        AppUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `app-archived`: restore the app first. */
        AppArchived: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `app-unknown` or `version-unknown`, naming near matches. */
        VersionUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `app-unknown`, `version-unknown` or `environment-unknown`, each naming near matches. */
        DeployableUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `version-not-published`: only published versions have files that stay. */
        VersionNotPublished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `version-content-differs`: published with other files. `version-being-published`: wait for Retry-After.
         *     `version-id-taken`: another version's id differs only in case. `app-archived`: restore the app first.
         */
        DraftConflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `version-published`: nothing is left to upload. `version-being-published`: wait for Retry-After. `draft-expired`: draft
         *     it again.
         */
        UploadConflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `files-missing`: `errors` names the files to upload. `draft-replaced`: the digest is not the draft's, another pipeline
         *     drafted other files. `draft-expired`: draft it again. `version-content-differs`: published with other files.
         *     `version-being-published`: wait for Retry-After. `app-archived`: restore the app first.
         */
        PublishConflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `files-invalid`: paths or limits; `errors` names each. `version-id-invalid`: `detail` suggests another id. */
        DraftInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency-key-reused`: the key came before with another request. */
        IdempotencyKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `queue-full`: too many deployments wait already; repeat the request after Retry-After. What policies ask for is never refused. */
        QueueFull: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `precondition-failed`: the thing changed since the caller saw it. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `body-too-large`, naming the limit. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `media-type-unsupported`: send the media type that the operation names. */
        MediaTypeUnsupported: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal-error`: a fault of smithd, logged under `requestId`. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `version-corrupt`: blob storage does not hold what was published. `internal-error`: a fault of smithd, logged under `requestId`. */
        VersionReadFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `database-unavailable`, `blobs-unavailable`, `gitops-unreachable`, `gitops-auth`, `gitops-missing-branch`, `gitops-rewritten`, `mirror-unusable` or `shutting-down`: try again after Retry-After. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-many-streams`, `database-unavailable` or `shutting-down`: try again after Retry-After. */
        StreamUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The app's name. */
        App: string;
        /** @description The version's id. */
        VersionId: string;
        /** @description The policy's name, a DNS label. */
        PolicyName: string;
        /** @description How many items a page holds at the most. */
        Limit: number;
        /** @description Where the page starts, taken from `nextCursor` of the page before. */
        Cursor: string;
        /** @description The ETag that the caller saw last. */
        IfMatch: string;
        /** @description `*` makes the request create and never replace. */
        IfNoneMatch: "*";
        /** @description The environment's name. */
        HoldEnvironment: string;
        /**
         * @description A text of the caller's choice, such as a UUID, by which a repeated request is known: it returns what the first one
         *     made. Keys are unique for each API key and are kept as long as the deployment.
         */
        IdempotencyKey: string;
        /** @description As for a deployment, but required: a rollback that is repeated by chance would go back one version more. */
        IdempotencyKeyRequired: string;
        /**
         * @description `wait=<seconds>` has the answer wait until the deployment has ended, at most that long and at most 60 seconds
         *     (RFC 7240); one that turns out to be stalled is answered at once (`stalledBy`). Other preferences are passed over.
         */
        Prefer: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id under which smithd logged this request. */
        RequestId: string;
        /** @description Where the thing can be viewed. */
        Location: string;
        /** @description The next page with `rel="next"`, absent on the last. */
        Link: string;
        /** @description Changes whenever the thing does; to be sent back as If-Match. */
        ETag: string;
        /** @description `wait=<seconds>` where the answer waited, with the seconds that were granted. */
        PreferenceApplied: string;
        /** @description Seconds after which trying again makes sense. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type Fault = components['schemas']['Fault'];
export type StreamEvent = components['schemas']['StreamEvent'];
export type Whoami = components['schemas']['Whoami'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type ApiKeyRequest = components['schemas']['ApiKeyRequest'];
export type ApiKeySecret = components['schemas']['ApiKeySecret'];
export type AppRegistration = components['schemas']['AppRegistration'];
export type AppUpdateRequest = components['schemas']['AppUpdateRequest'];
export type App = components['schemas']['App'];
export type LatestVersion = components['schemas']['LatestVersion'];
export type RunningVersion = components['schemas']['RunningVersion'];
export type HoldRequest = components['schemas']['HoldRequest'];
export type Hold = components['schemas']['Hold'];
export type AppPage = components['schemas']['AppPage'];
export type VersionFile = components['schemas']['VersionFile'];
export type FileText = components['schemas']['FileText'];
export type VersionDraftRequest = components['schemas']['VersionDraftRequest'];
export type VersionDraft = components['schemas']['VersionDraft'];
export type Upload = components['schemas']['Upload'];
export type VersionPublishRequest = components['schemas']['VersionPublishRequest'];
export type VersionMetadata = components['schemas']['VersionMetadata'];
export type VersionGit = components['schemas']['VersionGit'];
export type VersionBuild = components['schemas']['VersionBuild'];
export type AppVersion = components['schemas']['AppVersion'];
export type AppVersionView = components['schemas']['AppVersionView'];
export type VersionDeployment = components['schemas']['VersionDeployment'];
export type AppVersionPage = components['schemas']['AppVersionPage'];
export type VersionPublishResult = components['schemas']['VersionPublishResult'];
export type SkippedPolicy = components['schemas']['SkippedPolicy'];
export type PolicyMatches = components['schemas']['PolicyMatches'];
export type PolicyMatch = components['schemas']['PolicyMatch'];
export type PolicyDefinition = components['schemas']['PolicyDefinition'];
export type Policy = components['schemas']['Policy'];
export type PolicyPage = components['schemas']['PolicyPage'];
export type DeploymentRequest = components['schemas']['DeploymentRequest'];
export type RollbackRequest = components['schemas']['RollbackRequest'];
export type RemovalRequest = components['schemas']['RemovalRequest'];
export type Deployment = components['schemas']['Deployment'];
export type DeploymentStep = components['schemas']['DeploymentStep'];
export type DeploymentStall = components['schemas']['DeploymentStall'];
export type DeploymentFailure = components['schemas']['DeploymentFailure'];
export type VersionDiff = components['schemas']['VersionDiff'];
export type FileDiff = components['schemas']['FileDiff'];
export type DeploymentPage = components['schemas']['DeploymentPage'];
export type EnvironmentSummary = components['schemas']['EnvironmentSummary'];
export type EnvironmentPage = components['schemas']['EnvironmentPage'];
export type EnvironmentView = components['schemas']['EnvironmentView'];
export type EnvironmentApp = components['schemas']['EnvironmentApp'];
export type ResponseRequestInvalid = components['responses']['RequestInvalid'];
export type ResponseListInvalid = components['responses']['ListInvalid'];
export type ResponseBodyInvalid = components['responses']['BodyInvalid'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseAppUnknown = components['responses']['AppUnknown'];
export type ResponseAppArchived = components['responses']['AppArchived'];
export type ResponseVersionUnknown = components['responses']['VersionUnknown'];
export type ResponseDeployableUnknown = components['responses']['DeployableUnknown'];
export type ResponseVersionNotPublished = components['responses']['VersionNotPublished'];
export type ResponseDraftConflict = components['responses']['DraftConflict'];
export type ResponseUploadConflict = components['responses']['UploadConflict'];
export type ResponsePublishConflict = components['responses']['PublishConflict'];
export type ResponseDraftInvalid = components['responses']['DraftInvalid'];
export type ResponseIdempotencyKeyReused = components['responses']['IdempotencyKeyReused'];
export type ResponseQueueFull = components['responses']['QueueFull'];
export type ResponsePreconditionFailed = components['responses']['PreconditionFailed'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseMediaTypeUnsupported = components['responses']['MediaTypeUnsupported'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseVersionReadFailed = components['responses']['VersionReadFailed'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseStreamUnavailable = components['responses']['StreamUnavailable'];
export type ParameterApp = components['parameters']['App'];
export type ParameterVersionId = components['parameters']['VersionId'];
export type ParameterPolicyName = components['parameters']['PolicyName'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterCursor = components['parameters']['Cursor'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type ParameterHoldEnvironment = components['parameters']['HoldEnvironment'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type ParameterIdempotencyKeyRequired = components['parameters']['IdempotencyKeyRequired'];
export type ParameterPrefer = components['parameters']['Prefer'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderLink = components['headers']['Link'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderPreferenceApplied = components['headers']['PreferenceApplied'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type $defs = Record<string, never>;
export interface operations {
    whoami: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key is known and may be used. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    keyList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of keys. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    keyCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description The key, shown only now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeySecret"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            /** @description `key-invalid`: the key would end before it begins. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    keyRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's id, the part between `dsm_` and the secret. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key is revoked. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `key-unknown`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Whether the archived apps are listed, instead of the others. */
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of apps. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appRegister: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppRegistration"];
            };
        };
        responses: {
            /** @description The app was registered before with the same fields. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description The app is registered. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-differs`: an app of this name is registered with other fields. `app-archived`: it is archived. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appArchive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller saw last. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app is archived. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            412: components["responses"]["PreconditionFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller saw last. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["AppUpdateRequest"];
            };
        };
        responses: {
            /** @description The app as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            409: components["responses"]["AppArchived"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    appRestore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only versions in this status. */
                status?: "draft" | "publishing" | "published" | "expired";
                /** @description Only versions built from exactly this branch. */
                branch?: string;
                /** @description Only versions built from exactly this tag. */
                tag?: string;
                /** @description Only versions of exactly this committer, as `Name <address>`. */
                committer?: string;
                /** @description A prefix of the id, sha, branch or tag. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of versions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppVersionPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDraftRequest"];
            };
        };
        responses: {
            /** @description The same files were drafted or published before. `uploads` names those that are still missing. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDraft"];
                };
            };
            /** @description The version is drafted. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDraft"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            409: components["responses"]["DraftConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["DraftInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppVersionView"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["VersionUnknown"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionUploadsRenew: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft with a URL for every file that is missing. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDraft"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["VersionUnknown"];
            409: components["responses"]["UploadConflict"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionPublish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionPublishRequest"];
            };
        };
        responses: {
            /** @description The version is published. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPublishResult"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["VersionUnknown"];
            409: components["responses"]["PublishConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            /** @description `manifests-invalid`: `errors` holds every violation, each with file, line and column. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionFileView: {
        parameters: {
            query: {
                /** @description The file's path in the version. */
                path: string;
            };
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file's bytes, which are UTF-8. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["FileText"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown`, `version-unknown` or `file-unknown`, each naming near matches. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["VersionNotPublished"];
            /** @description `file-not-text`: the file's bytes are no UTF-8. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["VersionReadFailed"];
            503: components["responses"]["Unavailable"];
        };
    };
    versionDiff: {
        parameters: {
            query: {
                /** @description Where it would be deployed. */
                environment: string;
            };
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The version's id. */
                version: components["parameters"]["VersionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes; none where the version's files are there already. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiff"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["DeployableUnknown"];
            409: components["responses"]["VersionNotPublished"];
            500: components["responses"]["VersionReadFailed"];
            503: components["responses"]["Unavailable"];
        };
    };
    policyList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of policies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    policyPut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller saw last. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description `*` makes the request create and never replace. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The policy's name, a DNS label. */
                policy: components["parameters"]["PolicyName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyDefinition"];
            };
        };
        responses: {
            /** @description The policy is replaced. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description The policy is created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown`, or `environment-unknown` with the environments that the repository declares. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["AppArchived"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            /** @description `policy-invalid`: a pattern cannot be read, or the policy could never match. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    policyDelete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller saw last. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The policy's name, a DNS label. */
                policy: components["parameters"]["PolicyName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy is gone. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown` or `policy-unknown`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    policyMatch: {
        parameters: {
            query?: {
                /** @description A branch. */
                branch?: string;
                /** @description A tag. */
                tag?: string;
                /** @description Whether the build would be one of a pull request. */
                pullRequest?: boolean;
            };
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would be deployed, and what would be skipped. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyMatches"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            409: components["responses"]["AppArchived"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    holdPut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The environment's name. */
                environment: components["parameters"]["HoldEnvironment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldRequest"];
            };
        };
        responses: {
            /** @description The hold was there and has the new reason. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description Auto-deployment is paused. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown` or `environment-unknown`, each naming near matches. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["AppArchived"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    holdRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
                /** @description The environment's name. */
                environment: components["parameters"]["HoldEnvironment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Policies act again. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown` or `hold-unknown`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deploymentCreate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of the caller's choice, such as a UUID, by which a repeated request is known: it returns what the first one
                 *     made. Keys are unique for each API key and are kept as long as the deployment.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=<seconds>` has the answer wait until the deployment has ended, at most that long and at most 60 seconds
                 *     (RFC 7240); one that turns out to be stalled is answered at once (`stalledBy`). Other preferences are passed over.
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentRequest"];
            };
        };
        responses: {
            /** @description The deployment has ended, well or not. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description The deployment is accepted and will not be lost. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["DeployableUnknown"];
            /**
             * @description `version-not-published`: only published versions can be deployed. `running-version-changed`: another runs than
             *     `expectedVersion`, or is on its way. `app-archived`: restore the app first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QueueFull"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rollbackCreate: {
        parameters: {
            query?: never;
            header: {
                /** @description As for a deployment, but required: a rollback that is repeated by chance would go back one version more. */
                "Idempotency-Key": components["parameters"]["IdempotencyKeyRequired"];
                /**
                 * @description `wait=<seconds>` has the answer wait until the deployment has ended, at most that long and at most 60 seconds
                 *     (RFC 7240); one that turns out to be stalled is answered at once (`stalledBy`). Other preferences are passed over.
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackRequest"];
            };
        };
        responses: {
            /** @description The rollback has ended, well or not. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description The rollback is accepted and will not be lost. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["DeployableUnknown"];
            /**
             * @description `rollback-impossible`: there is nothing earlier to go back to. `running-version-changed`: another runs than
             *     `from`, or is on its way. `version-not-published`, `app-archived`.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QueueFull"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removalCreate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of the caller's choice, such as a UUID, by which a repeated request is known: it returns what the first one
                 *     made. Keys are unique for each API key and are kept as long as the deployment.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=<seconds>` has the answer wait until the deployment has ended, at most that long and at most 60 seconds
                 *     (RFC 7240); one that turns out to be stalled is answered at once (`stalledBy`). Other preferences are passed over.
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The app's name. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalRequest"];
            };
        };
        responses: {
            /** @description The removal has ended, well or not. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description The removal is accepted and will not be lost. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            400: components["responses"]["BodyInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown` or `environment-unknown`, each naming near matches. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `app-not-deployed`: it is not there. `running-version-changed`: another version runs than `expectedVersion`, or is
             *     on its way. `app-archived`: restore the app first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QueueFull"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deploymentList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only deployments of this app. */
                app?: string;
                /** @description Only deployments to this environment. */
                environment?: string;
                /** @description Only deployments of this version; needs `app` to be of use. */
                version?: string;
                /** @description Only deployments in this status. */
                status?: "queued" | "writing" | "deployed" | "failed" | "superseded";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of deployments. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deploymentView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=<seconds>` has the answer wait until the deployment has ended, at most that long and at most 60 seconds
                 *     (RFC 7240); one that turns out to be stalled is answered at once (`stalledBy`). Other preferences are passed over.
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The deployment's id. */
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `deployment-unknown`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    environmentList: {
        parameters: {
            query?: {
                /** @description How many items a page holds at the most. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts, taken from `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of environments. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentPage"];
                };
            };
            400: components["responses"]["ListInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    environmentView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The environment's name. */
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The environment. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentView"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `environment-unknown`, with the environments that the repository declares. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eventStream: {
        parameters: {
            query?: {
                /** @description Only events that concern this app, and `reset`. */
                app?: string;
                /** @description Only events that concern this environment, and `reset`. */
                environment?: string;
            };
            header?: {
                /** @description The last `id` that the caller has. The stream begins after it; without it, with what comes next. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. The example is the data of one event. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StreamUnavailable"];
        };
    };
}
