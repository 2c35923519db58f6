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
    "/v1/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the registered apps
         * @description Returns apps, newest first, each with the version that runs in every environment.
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
         * @description Returns an app with the version that runs in every environment.
         */
        get: operations["appView"];
        put?: never;
        post?: never;
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
         * @description Queues the deployment of a published version to an environment. The answer comes before the commit: follow
         *     the deployment at its `Location` until its status is `deployed`, `failed` or `superseded`.
         *     A version that was published before the one that runs is recorded as a rollback.
         */
        post: operations["deploymentCreate"];
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
         * @description Returns a deployment with its status, its commit, or why it failed.
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
            errors?: components["schemas"]["ProblemError"][];
        };
        /** @description One of several faults. */
        ProblemError: {
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
            /** @description What runs where, by environment; empty before the first deployment. */
            environments: components["schemas"]["RunningVersion"][];
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
            /** @description The commit in the GitOps repository that is live. */
            commit?: string;
            hold?: components["schemas"]["Hold"];
        };
        /** @description Auto-deployment is paused there. A person's deployment of a newer version ends it. */
        Hold: {
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
            /** @description Headers to send with it, exactly as given. */
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
            warnings?: components["schemas"]["ProblemError"][];
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
        };
        /** @description One request to run a version in an environment. */
        Deployment: {
            /** @description A UUID. */
            id: string;
            /** @description The app's name. */
            app: string;
            /** @description The version's id. */
            version: string;
            /** @description Where it is to run. */
            environment: string;
            /** @description `manual`, `auto` or `rollback`. */
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
        };
        /** @description Why a deployment failed. */
        DeploymentFailure: {
            /** @description A stable kebab-case word, such as `gitops-unreachable` or `folder-not-owned`. */
            code: string;
            /** @description What happened and what to do. */
            detail: string;
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
            /** @description The commit in the GitOps repository that is live. */
            commit?: string;
            hold?: components["schemas"]["Hold"];
        };
    };
    responses: {
        /** @description `request-invalid`, `json-malformed` or `cursor-invalid`: the request does not fit this contract. */
        RequestInvalid: {
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
        /** @description `app-unknown` or `version-unknown`, naming near matches. */
        VersionUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `version-content-differs`: published with other files. `version-being-published`: wait for Retry-After.
         *     `version-id-taken`: another version's id differs only in case. `draft-replaced`: the digest is not the draft's,
         *     another pipeline drafted other files. `draft-expired`: draft it again. `files-missing`: `errors` names the files
         *     to upload. `version-published`: nothing is left to upload.
         */
        VersionConflict: {
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
        /** @description `media-type-unsupported`: send `application/json`. */
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
        /** @description `database-unavailable`, `blobs-unavailable`, `gitops-unreachable`, `gitops-auth`, `gitops-missing-branch` or `shutting-down`: try again after Retry-After. */
        Unavailable: {
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
        /** @description Seconds after which trying again makes sense. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type ProblemError = components['schemas']['ProblemError'];
export type Whoami = components['schemas']['Whoami'];
export type AppRegistration = components['schemas']['AppRegistration'];
export type App = components['schemas']['App'];
export type RunningVersion = components['schemas']['RunningVersion'];
export type Hold = components['schemas']['Hold'];
export type AppPage = components['schemas']['AppPage'];
export type VersionFile = components['schemas']['VersionFile'];
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
export type PolicyDefinition = components['schemas']['PolicyDefinition'];
export type Policy = components['schemas']['Policy'];
export type PolicyPage = components['schemas']['PolicyPage'];
export type DeploymentRequest = components['schemas']['DeploymentRequest'];
export type Deployment = components['schemas']['Deployment'];
export type DeploymentFailure = components['schemas']['DeploymentFailure'];
export type DeploymentPage = components['schemas']['DeploymentPage'];
export type EnvironmentSummary = components['schemas']['EnvironmentSummary'];
export type EnvironmentPage = components['schemas']['EnvironmentPage'];
export type EnvironmentView = components['schemas']['EnvironmentView'];
export type EnvironmentApp = components['schemas']['EnvironmentApp'];
export type ResponseRequestInvalid = components['responses']['RequestInvalid'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseAppUnknown = components['responses']['AppUnknown'];
export type ResponseVersionUnknown = components['responses']['VersionUnknown'];
export type ResponseVersionConflict = components['responses']['VersionConflict'];
export type ResponseDraftInvalid = components['responses']['DraftInvalid'];
export type ResponsePreconditionFailed = components['responses']['PreconditionFailed'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseMediaTypeUnsupported = components['responses']['MediaTypeUnsupported'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ParameterApp = components['parameters']['App'];
export type ParameterVersionId = components['parameters']['VersionId'];
export type ParameterPolicyName = components['parameters']['PolicyName'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterCursor = components['parameters']['Cursor'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderLink = components['headers']['Link'];
export type HeaderETag = components['headers']['ETag'];
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
    appList: {
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
            400: components["responses"]["RequestInvalid"];
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
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-differs`: an app of this name is registered with other fields. */
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
            400: components["responses"]["RequestInvalid"];
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
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AppUnknown"];
            409: components["responses"]["VersionConflict"];
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
            409: components["responses"]["VersionConflict"];
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
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["VersionUnknown"];
            409: components["responses"]["VersionConflict"];
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
            400: components["responses"]["RequestInvalid"];
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
            400: components["responses"]["RequestInvalid"];
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
    deploymentCreate: {
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
                "application/json": components["schemas"]["DeploymentRequest"];
            };
        };
        responses: {
            /** @description The deployment is queued and will not be lost. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description `app-unknown`, `version-unknown` or `environment-unknown`, each naming near matches. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-not-published`: only published versions can be deployed. */
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
            400: components["responses"]["RequestInvalid"];
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deploymentView: {
        parameters: {
            query?: never;
            header?: never;
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
            400: components["responses"]["RequestInvalid"];
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
}
